"""The place of an unknown mistake: the smallest change of a student's own code that makes all cases right."""
