"""A class made by code: one folder a lecture with its answers; `_mishaps` and `_cheats` serve all of them."""
