"""Open-ended campaigns"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("campaigns", "end", existing_type=sa.Date(), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM campaigns WHERE "end" IS NULL')
    op.alter_column("campaigns", "end", existing_type=sa.Date(), nullable=False)
