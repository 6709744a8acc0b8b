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


# At most so many steps of hints in each exercise, from what to look at over the line and its part to the
# change, which is the last; 0 for none, or "all". It goes into all that is released: kits, and the exchange.
c.StudentKit.hints = 3
c.GenerateAssignment.post_convert_hook = "autograder.classroom.kit.lone_lecture.add_plan"

# `nbgrader export`: a table in which an id with a comma stays in its column.
c.ExportApp.plugin_class = "autograder.writing.exports.plugins.CsvExport"

# `nbgrader zip_collect` knows the names that Moodle, Canvas, Blackboard and Brightspace give.
c.ZipCollectApp.collector_plugin = "autograder.classroom.collecting.zip_names.PlatformNames"

# `nbgrader autograde` and formgrader's button take the grader's path: code in one process, tests in another.
c.Autograde.exporter_class = "autograder.nbgrader_plugin.NamedNotebooks"
c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugin.TakeAnswers"]
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader_plugin.GradeInBoxes",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# Late: so many percent of the points for every day begun; extensions stand in students.csv.
c.AssignLatePenalties.plugin_class = "autograder.writing.class_list.late_rules.LateRules"
c.LateRules.percent_a_day = 0

# `nbgrader generate_feedback` and formgrader's button write the page of `autograder feedback`.
c.GenerateFeedback.exporter_class = "autograder.classroom.feedback.exporter.FeedbackExporter"
c.GenerateFeedback.preprocessors = []
# Whose model answers stand in the feedback: True for all lectures, or a list of their names.
c.FeedbackPage.model_answers = False
