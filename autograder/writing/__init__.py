"""What goes out: graded notebooks, nbgrader's gradebook."""
