"""Right answers in the ways that students write them; the check must accept every one."""
