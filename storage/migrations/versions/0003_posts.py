"""Posts"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "posts",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("tenant", "channel", "ts")),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "plan")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "posted_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("tenant", "channel", "ts", name=op.f("pk_posts")),
    )
    op.create_index("ix_posts_plan", "posts", ["tenant", "plan"])


def downgrade() -> None:
    op.drop_table("posts")
