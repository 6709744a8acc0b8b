"""Which test cells run apart from the student's code and which together with it: the instructor's to say."""
