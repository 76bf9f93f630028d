"""What the database knows of its tables."""

from django.db import connection


def analyze() -> None:
    """Have SQLite look how its tables are filled: without, it guesses, and reads a hundred thousand
    stories to find ten. A sample of every index, half a second for a large magazine. PostgreSQL
    does it by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")
