"""Pictures of the lecture on loss functions."""
