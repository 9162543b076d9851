"""Several sellers of one buying channel: an account at each"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_NAME = "pk_ad_accounts"


def upgrade() -> None:
    op.drop_constraint(_NAME, "ad_accounts", type_="primary")
    op.create_primary_key(_NAME, "ad_accounts", ["tenant", "advertiser", "channel", "seller"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM ad_accounts a USING ad_accounts b WHERE a.tenant = b.tenant"
        " AND a.advertiser = b.advertiser AND a.channel = b.channel AND a.seller > b.seller"
    )
    op.drop_constraint(_NAME, "ad_accounts", type_="primary")
    op.create_primary_key(_NAME, "ad_accounts", ["tenant", "advertiser", "channel"])
