"""A class made by code: one folder a lecture with its answers; `mishaps` and `cheats` serve all of them."""
