"""What clerks and the organizer do with claims, one module a noun."""
