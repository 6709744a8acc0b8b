"""A course that has never heard of `autograder`."""

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "plain"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
