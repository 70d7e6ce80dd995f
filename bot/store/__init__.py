"""What must last. The one room that imports SQLAlchemy and Alembic."""
