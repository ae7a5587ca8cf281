"""Pages of distributors: the doors into the program, and what they hand over."""
