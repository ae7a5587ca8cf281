"""What can be done with claims, one module a noun."""
