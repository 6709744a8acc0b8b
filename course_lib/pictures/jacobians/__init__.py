"""Pictures of lecture 5, Jacobians."""
