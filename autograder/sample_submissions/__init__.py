"""Sample classes: one file per lecture with its answers; `_mishaps` and `_cheats` serve all of them."""
