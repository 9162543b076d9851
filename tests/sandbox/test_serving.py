"""The sockets that local servers listen on."""

from __future__ import annotations

import socket

from sandbox.serving import listen


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with listen(0) as listener, socket.create_connection(listener.getsockname()):
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
