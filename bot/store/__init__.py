"""What must last. SQLAlchemy is imported here and nowhere else, when a database is opened."""
