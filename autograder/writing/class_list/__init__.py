"""The class: who is in it, with which name, since when, and what lateness costs whom."""
