"""What a student reads of the grading: a page that needs no network and runs nothing of theirs."""
