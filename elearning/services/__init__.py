"""What participants do with courses, one module a noun."""
