"""Waiting for what other processes and threads do."""

import time

PATIENCE = 600.0  # seconds, far above what a busy machine takes


def wait_for(condition, what):
    """Wait until something holds; returns it."""
    deadline = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.02)
    return value
