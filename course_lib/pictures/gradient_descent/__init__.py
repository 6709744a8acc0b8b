"""Pictures of the lecture on gradient descent."""
