"""Which cell that was handed in is which cell of the instructor's, whatever became of the ids."""
