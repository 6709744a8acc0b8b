"""What puzzles are made of: quizzes, formulas as text, and what a training script is tried on."""
