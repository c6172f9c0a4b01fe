"""Whether a check can only write into what forge made for it."""
