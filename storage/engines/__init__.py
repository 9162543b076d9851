"""A real Postgres and a real Valkey under one home folder, shared by all commands that use it.

From outside import `Engines` and `Addresses`. They are for a developer's or newcomer's machine
and for tests; a deployment names its own servers and never comes here.
"""

from storage.engines.supervisor import Addresses, Engines

__all__ = ["Addresses", "Engines"]
