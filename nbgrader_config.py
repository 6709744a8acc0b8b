"""The course as nbgrader sees it. `autograder` reads the same file."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "deep-learning"
# One folder per lecture; nbgrader releases everything that lies in it.
c.CourseDirectory.source_directory = "notebooks"
# Never copied from a folder to the next: caches, dotfiles, keys, databases, archives, paired scripts.
c.CourseDirectory.ignore = [
    ".*", "__pycache__", "*.pyc", "*.pyo", "*~", "feedback",
    "*.pem", "*.key", "*.env", "*.db", "*.db-*", "*.sqlite*", "*.log",
    "*.zip", "*.tar", "*.gz", "*.xz", "*.7z",
    "*_solution*", "*.nbconvert.ipynb", "*.html", "*.pdf",
]  # fmt: skip
c.CourseDirectory.max_file_size = 10_000  # kilobytes, where nbgrader collects submissions
c.CourseDirectory.max_dir_size = 20_000  # kilobytes

# What a student finds in place of a solution. `check` answers it with "not implemented yet".
c.ClearSolutions.code_stub = {
    "python": '# YOUR CODE HERE\nraise NotImplementedError("Not written yet: your code goes here.")'
}
c.ClearSolutions.text_stub = "*Your answer here: two or three sentences.*"


# `nbgrader export`: a table in which an id with a comma stays in its column.
c.ExportApp.plugin_class = "autograder.writing.csv_export.CsvExport"

# `nbgrader zip_collect`: Moodle's archive of all submissions, with a folder for each student or without. The
# id is the student's name, because the number after it is another one in every assignment.
c.FileNameCollectorPlugin.named_regexp = (
    r".*?(?:^|/)(?P<student_id>[^/]+?)_\d+_assignsubmission_file_/?(?P<file_id>.+)$"
)

# `nbgrader autograde` and formgrader's button take the grader's path: code and tests never share a process.
c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugin.TakeAnswers"]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.GradeInBoxes",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
