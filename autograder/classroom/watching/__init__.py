"""Grading what comes in, as it comes in."""
