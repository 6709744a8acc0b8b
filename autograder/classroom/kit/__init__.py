"""What a student receives: the released notebooks, a start page and the student's edition of the packages."""
