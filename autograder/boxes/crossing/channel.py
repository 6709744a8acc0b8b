"""Whole messages over a socket pair of packets.

A process may die in the middle of a message, and another one that shares its socket then goes on. Packets
keep their boundaries, and each says which message it belongs to, so a torn message is dropped and the next
one is read from its start.
"""

from __future__ import annotations

import itertools
import os
import select
import socket
import struct
import time

from autograder.boxes.limits import MESSAGE_BYTES, PACKET_BYTES

_HEADER = struct.Struct("<QB")
_FIRST, _LAST = 1, 2
# A student's code may replace the builtin where this runs: then no message would ever be whole.
_len = len


class ChannelClosed(Exception):
    """The other end is gone."""


class ChannelTimeout(Exception):
    """No message arrived within the time given."""


class MessageTooLarge(Exception):
    """A message exceeds `MESSAGE_BYTES`."""


def channel_pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets that carry packets (Linux)."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


class Channel:
    """Sends and receives whole messages (bytes) over one packet socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._counter = itertools.count()

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._socket.fileno()

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def send(self, message: bytes, timeout: float | None = None) -> None:
        """Send one message; raise `ChannelTimeout` if the other end does not read it in time (seconds)."""
        if len(message) > MESSAGE_BYTES:
            raise MessageTooLarge(f"a message is at most {MESSAGE_BYTES} bytes; got {len(message)}.")
        deadline = None if timeout is None else time.monotonic() + timeout
        # The process is part of the token: after a fork, two senders share one socket.
        token = (os.getpid() << 32 | next(self._counter) & 0xFFFFFFFF) & 0xFFFFFFFFFFFFFFFF
        view = memoryview(message)
        for start in range(0, max(len(message), 1), PACKET_BYTES):
            flags = _FIRST * (start == 0) | _LAST * (start + PACKET_BYTES >= len(message))
            self._send_packet(_HEADER.pack(token, flags) + view[start : start + PACKET_BYTES], deadline)

    def _send_packet(self, packet: bytes, deadline: float | None) -> None:
        try:
            if deadline is not None:
                self._wait(select.POLLOUT, deadline)
            self._socket.send(packet)
        except (BrokenPipeError, ConnectionError) as gone:
            raise ChannelClosed("the other end is closed") from gone

    def receive(self, timeout: float | None = None) -> bytes:
        """Wait for one whole message, for at most `timeout` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        token, size = None, 0
        parts: list[bytes] = []
        while True:
            if deadline is not None:
                self._wait(select.POLLIN, deadline)
            try:
                packet = self._socket.recv(PACKET_BYTES + _HEADER.size)
            except ConnectionError as gone:
                raise ChannelClosed("the other end is closed") from gone
            if not packet:
                raise ChannelClosed("the other end is closed")
            if _len(packet) < _HEADER.size:
                continue
            sender, flags = _HEADER.unpack_from(packet)
            if flags & _FIRST:
                token, parts, size = sender, [], 0
            elif sender != token:
                continue
            parts.append(packet[_HEADER.size :])
            size += _len(packet)
            if size > MESSAGE_BYTES + PACKET_BYTES:
                raise MessageTooLarge(f"a message is at most {MESSAGE_BYTES} bytes.")
            if flags & _LAST:
                return b"".join(parts)

    def is_ready(self, seconds: float) -> bool:
        """Wait for something to receive, for at most `seconds`; returns whether there is."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(poll.poll(seconds * 1000))

    def _wait(self, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(self._socket, event)
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not poll.poll(remaining * 1000):
            raise ChannelTimeout("no message in time")
