"""Documents, their versions and chunks, and a few values by name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the documents."""
    _documents()
    _versions()
    _chunks()
    op.create_table(
        "state",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_state"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("state", "chunk", "document_version", "document"):
        op.drop_table(table)


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("practice", sa.String(80), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("card", sa.String(20)),
        sa.Column("url", sa.Text),
        sa.Column("confidence", sa.String(20)),
        sa.Column("checked", sa.String(10)),
        sa.Column("valid_from", sa.Integer, nullable=False),
        sa.Column("valid_to", sa.Integer, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column(
            "added", sa.DateTime(timezone=True), server_default=sa.func.current_timestamp(), nullable=False
        ),
        sa.PrimaryKeyConstraint("source", name="pk_document"),
    )
    op.create_index("ix_document_kind", "document", ["kind"])
    op.create_index("ix_document_practice_kind", "document", ["practice", "kind"])


def _versions() -> None:
    op.create_table(
        "document_version",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column(
            "added", sa.DateTime(timezone=True), server_default=sa.func.current_timestamp(), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_version"),
        sa.ForeignKeyConstraint(
            ["source"], ["document.source"], name="fk_document_version_source_document", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("source", "number", name="uq_document_version_source_number"),
    )


def _chunks() -> None:
    op.create_table(
        "chunk",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("stop", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chunk"),
        sa.ForeignKeyConstraint(
            ["source"], ["document.source"], name="fk_chunk_source_document", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_chunk_source", "chunk", ["source"])
