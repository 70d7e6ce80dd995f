"""Drafts and their versions, conversations, the audit, and the updates of the last day."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME: Final = sa.DateTime(timezone=True)
FUNCTION: Final = """
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'audit is append-only';
END
$$ LANGUAGE plpgsql
"""
ONLY_ADDED: Final = {
    "sqlite": (
        "CREATE TRIGGER audit_{event} BEFORE {event} ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END",
    ),
    "postgresql": (
        FUNCTION,
        "CREATE TRIGGER audit_{event} BEFORE {event} ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
    ),
}


def upgrade() -> None:
    """Make the tables."""
    _drafts()
    _audit()
    op.create_table(
        "chat",
        sa.Column("practice", sa.String(80), nullable=False),
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("practice", "chat", name="pk_chat"),
    )
    op.create_table(
        "handled_update",
        sa.Column("bot", sa.String(20), nullable=False),
        sa.Column("update_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("bot", "update_id", name="pk_handled_update"),
    )
    op.create_index("ix_handled_update_at", "handled_update", ["at"])


def downgrade() -> None:
    """Drop them; the triggers go with their table."""
    for table in ("handled_update", "chat", "audit", "draft_version", "draft"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_is_append_only()")


def _drafts() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("practice", sa.String(80), nullable=False),
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("craft", sa.String(20), nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
    )
    op.create_index("ix_draft_practice_chat", "draft", ["practice", "chat"])
    op.create_table(
        "draft_version",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("draft", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("platform", sa.String(20), nullable=False),
        sa.Column("writer", sa.String(120), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("sources", sa.Text, nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft_version"),
        sa.ForeignKeyConstraint(
            ["draft"], ["draft.id"], name="fk_draft_version_draft_draft", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("draft", "number", name="uq_draft_version_draft_number"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("practice", sa.String(80), nullable=False),
        sa.Column("chat", sa.String(80), nullable=False),
        sa.Column("user_id", sa.String(80), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("draft", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("catalogue", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_practice", "audit", ["practice"])
    for event in ("UPDATE", "DELETE"):
        for statement in ONLY_ADDED[op.get_bind().dialect.name]:
            op.execute(statement.format(event=event))
