"""The history of the database's shape, as Alembic revisions; run by `storage.migrate`."""
