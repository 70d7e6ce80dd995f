"""The role of who did it, in the audit; and entries found by kind and key, over all practices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add them; lines from before have no role."""
    op.add_column("audit", sa.Column("role", sa.String(20), nullable=False, server_default=""))
    op.create_index("ix_entry_kind_key", "entry", ["kind", "key"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_entry_kind_key", "entry")
    op.drop_column("audit", "role")
