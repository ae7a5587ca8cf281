"""Django's database backend for PostgreSQL, with a health check that costs nothing."""
