"""The engine of the demos: tables of frames, pages, the kernel path."""
