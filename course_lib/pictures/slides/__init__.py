"""Slides with one line wrong on each, a file a lecture: to be found, and to be mended."""
