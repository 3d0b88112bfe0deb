"""Alembic's entry: runs migrations on the connection that ``schema.py`` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from counterclaim.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
