"""What an instructor sets of a run: limits, the Python of the course, its network."""
