"""Bad lines: one that breaks half-way, and one where nobody answers."""

from __future__ import annotations

import select
import socket
import struct
import threading
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOST = "127.0.0.1"
_POLL_SECONDS = 0.05
_CHUNK = 65_536
# Closing throws away what was not sent yet and tells the other side so: a reset.
_NO_LINGER = struct.pack("ii", 1, 0)


class _Line(BaseRequestHandler):
    server: _Proxy

    def handle(self) -> None:
        with suppress(OSError), socket.create_connection((_HOST, self.server.behind)) as behind:
            self._carry(behind)

    def _carry(self, behind: socket.socket) -> None:
        left = self.server.after_bytes
        while left and not self.server.closing.is_set():
            ready, _, _ = select.select([self.request, behind], [], [], _POLL_SECONDS)
            for end in ready:
                data = end.recv(min(left, _CHUNK) if end is behind else _CHUNK)
                if not data:
                    return
                if end is behind:
                    left -= len(data)
                (self.request if end is behind else behind).sendall(data)
        # Closed here, because the proxy itself would first say goodbye in the orderly way.
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.request.close()


class _Proxy(ThreadingTCPServer):
    allow_reuse_address = True

    def __init__(self, behind: int, after_bytes: int) -> None:
        super().__init__((_HOST, 0), _Line)
        self.behind = behind
        self.after_bytes = after_bytes
        self.closing = threading.Event()


@contextmanager
def cutting_proxy(port: int, after_bytes: int) -> Iterator[int]:
    """A port that leads to `port` and resets each connection after so many bytes from there."""
    with _Proxy(port, after_bytes) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(_POLL_SECONDS,), daemon=True)
        thread.start()
        try:
            yield proxy.server_address[1]
        finally:
            proxy.closing.set()
            proxy.shutdown()
            thread.join()


@contextmanager
def silent_port() -> Iterator[int]:
    """A port that takes every connection and never says a word."""
    with socket.create_server((_HOST, 0)) as listening:
        yield listening.getsockname()[1]
