"""The progress bar of whatever takes long."""

import sys

from tqdm import tqdm

PATIENCE = 2.0  # seconds before the bar appears


def progress(steps, what):
    """Iterate, with a bar on standard output once it takes longer than `PATIENCE`.

    Examples
    --------
    >>> list(progress(range(3), "training"))
    [0, 1, 2]
    """
    return tqdm(steps, desc=what, delay=PATIENCE, file=sys.stdout)
