"""Whole messages over packets, also when a sender dies in the middle of one."""

import contextlib
import os
import threading

import pytest

from autograder.boxes.crossing import channel as channels
from autograder.boxes.crossing.channel import (
    Channel,
    ChannelClosed,
    ChannelTimeout,
    MessageTooLarge,
    channel_pair,
)


@pytest.fixture
def ends():
    one, other = (Channel(sock) for sock in channel_pair())
    yield one, other
    one.close()
    other.close()


@pytest.mark.parametrize("size", [0, 1, channels.PACKET_BYTES, channels.PACKET_BYTES + 1, 5_000_000])
def test_a_message_arrives_whole(ends, size):
    message = os.urandom(size)
    sender = threading.Thread(target=ends[0].send, args=(message,))
    sender.start()
    assert ends[1].receive(timeout=60) == message
    sender.join()


def test_a_torn_message_is_dropped(ends):
    one, other = ends
    for flags in (channels._FIRST, 0):
        one._socket.send(channels._HEADER.pack(1, flags) + b"torn")
    one.send(b"whole")
    assert other.receive(timeout=60) == b"whole"


def test_packets_without_a_beginning_are_skipped(ends):
    one, other = ends
    one._socket.send(channels._HEADER.pack(5, channels._LAST) + b"the end of something")
    one._socket.send(b"x")
    one.send(b"whole")
    assert other.receive(timeout=60) == b"whole"


def test_silence_is_a_timeout(ends):
    with pytest.raises(ChannelTimeout):
        ends[1].receive(timeout=0.01)


def test_a_full_line_is_a_timeout(ends):
    with pytest.raises(ChannelTimeout):
        ends[0].send(bytes(50_000_000), timeout=0.05)


def test_a_closed_line_says_so(ends):
    ends[0].close()
    with pytest.raises(ChannelClosed):
        ends[1].receive(timeout=60)
    with pytest.raises(ChannelClosed):
        ends[1].send(b"hello")


def test_a_message_has_a_largest_size(ends, monkeypatch):
    monkeypatch.setattr(channels, "MESSAGE_BYTES", 100_000)
    with pytest.raises(MessageTooLarge):
        ends[0].send(bytes(100_001))


def test_a_flood_of_packets_has_a_largest_size(ends, monkeypatch):
    monkeypatch.setattr(channels, "MESSAGE_BYTES", 100_000)

    def flood():
        ends[0]._socket.send(channels._HEADER.pack(1, channels._FIRST) + bytes(60_000))
        with contextlib.suppress(OSError):  # the other end may be closed by then
            for _ in range(3):
                ends[0]._socket.send(channels._HEADER.pack(1, 0) + bytes(60_000))

    sender = threading.Thread(target=flood)
    sender.start()
    with pytest.raises(MessageTooLarge):
        ends[1].receive(timeout=60)
    ends[1].close()
    sender.join()
