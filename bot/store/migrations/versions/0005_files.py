"""The files of the practice, and what was left aside in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "file",
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("reader", sa.Integer, nullable=False),
        sa.Column("remarks", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_file"),
    )
    op.create_index("ix_document_path", "document", ["path"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_document_path", "document")
    op.drop_table("file")
