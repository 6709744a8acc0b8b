"""What the gradebook rests on: the connection to its database, and the grader's own table in it."""
