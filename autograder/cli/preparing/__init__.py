"""What is run before students get an assignment."""
