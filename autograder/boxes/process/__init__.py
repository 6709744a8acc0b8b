"""The warm processes that fork a box for each submission, and the walls around a fork."""
