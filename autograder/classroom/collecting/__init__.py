"""From a learning platform's download to nbgrader's folder of submissions."""
