"""Whether an answer is somebody's: the course's own, or one that is equal up to names."""
