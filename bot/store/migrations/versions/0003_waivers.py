"""What a practice lets stand in spite of a rule."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("practice", sa.String(80), nullable=False),
        sa.Column("rule", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("user_id", sa.String(80), nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_waiver"),
    )
    op.create_index("ix_waiver_practice", "waiver", ["practice"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("waiver")
