"""What makes a word part of a name; names that a list or their own words give away."""
