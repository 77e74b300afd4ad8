"""Django's PostgreSQL, with a look instead of a question at the beginning of each request (settings: ENGINE)."""
