"""A test that runs together with the student's code: what it says, and what it relied on meanwhile."""
