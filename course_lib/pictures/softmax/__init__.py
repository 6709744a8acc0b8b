"""Pictures of the lecture on softmax."""
