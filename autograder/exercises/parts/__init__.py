"""Parts that several exercises share: cases, switches of imitations, mistakes."""
