"""The open table of exercises: one file per topic, each ending with `EXERCISES`."""
