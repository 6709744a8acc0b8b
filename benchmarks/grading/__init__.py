"""How fast classes are graded."""
