"""Pages of courses: for participants, and the public check of a certificate."""
