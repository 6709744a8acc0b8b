"""The course's grades as tables that learning platforms import: plugins of `nbgrader export`."""
