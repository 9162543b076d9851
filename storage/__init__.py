"""Everything that lasts: Postgres for what must not be lost, Redis for what may be.

From outside import `Storage` (storage.store), `Engines` (storage.engines), `migrate`
(storage.migrate) and the small records that the repositories give back. Inside, each noun has one
repository module: a small class over one connection, used as `tx.plans`, `tx.audit`, ... of a
transaction, so that whatever belongs together is committed together.
"""
