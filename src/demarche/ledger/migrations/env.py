"""How Alembic runs the migrations: on the connection it is given, inside that connection's transaction."""

from alembic import context

from demarche.ledger.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, render_as_batch=True
)
context.run_migrations()
