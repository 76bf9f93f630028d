"""The table behind `magazine.searching`, in the dialect of the database."""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE magazine_search USING fts5(
    title, around, body, tokenize = 'porter unicode61 remove_diacritics 2'
)
"""
# No foreign key: a row that outlives its story is harmless (results pass through live()), while
# a reference would keep Django from emptying tables between tests.
POSTGRESQL = """
CREATE TABLE magazine_search (
    article_id bigint PRIMARY KEY,
    title text NOT NULL,
    around text NOT NULL,
    body text NOT NULL,
    vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') ||
        setweight(to_tsvector('english', around), 'B') ||
        setweight(to_tsvector('english', body), 'D')
    ) STORED
);
CREATE INDEX magazine_search_vector ON magazine_search USING gin (vector);
"""


def forwards(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)
    else:
        for statement in POSTGRESQL.split(";\n"):
            if statement.strip():
                schema_editor.execute(statement)


def backwards(apps, schema_editor):
    schema_editor.execute("DROP TABLE magazine_search")


class Migration(migrations.Migration):
    dependencies = [("magazine", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
