"""What fits learnt from"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unknown = sa.Column("learnt_from", sa.Text(), server_default="", nullable=False)
    op.add_column("fits", unknown)


def downgrade() -> None:
    op.drop_column("fits", "learnt_from")
