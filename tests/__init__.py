"""The tests mirror the packages; shared fixtures stand in conftest.py."""
