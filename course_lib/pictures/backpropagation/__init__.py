"""Pictures of the lecture on backpropagation."""
