"""From wrong answers to the known mistakes that explain them."""
