"""The lectures as a static site: released, run once, every tabled demo alive, no other host asked."""
