"""Losses of scores, and the penalties that go with them."""
