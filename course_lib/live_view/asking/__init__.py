"""What a demo asks before it opens, and where the answers are remembered."""
