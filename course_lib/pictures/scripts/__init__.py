"""What eight training scripts learn from: their data, and their curves before and after a repair."""
