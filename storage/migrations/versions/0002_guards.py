"""What may never change: the database itself refuses it"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""
_PURGING = """
CREATE FUNCTION refuse_unless_purging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('flightplan.purging', true) <> '' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$
"""
_STEP = """
CREATE FUNCTION refuse_unless_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.tenant = OLD.tenant AND NEW.number = OLD.number + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the head of an audit trail only moves on by one'
        USING ERRCODE = 'restrict_violation';
END $$
"""
_ROWS = (
    "CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
)
_WHOLE = (
    "CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
)
_GUARDED = {
    "audit": ("UPDATE OR DELETE", "refuse_change"),
    "audit_heads": ("DELETE", "refuse_change"),
    "policies": ("UPDATE OR DELETE", "refuse_change"),
    "catalogs": ("UPDATE OR DELETE", "refuse_change"),
    "plans": ("UPDATE OR DELETE", "refuse_unless_purging"),
    "turns": ("UPDATE OR DELETE", "refuse_unless_purging"),
}


def upgrade() -> None:
    for function in (_REFUSE, _PURGING, _STEP):
        op.execute(function)
    for table, (events, function) in _GUARDED.items():
        op.execute(
            _ROWS.format(name=f"{table}_is_kept", events=events, table=table, function=function)
        )
        op.execute(_WHOLE.format(table=table))
    op.execute(
        _ROWS.format(
            name="audit_heads_step",
            events="UPDATE",
            table="audit_heads",
            function="refuse_unless_next",
        )
    )


def downgrade() -> None:
    for function in ("refuse_change", "refuse_unless_purging", "refuse_unless_next"):
        op.execute(f"DROP FUNCTION {function}() CASCADE")
