"""Requests between the two boxes: each side calls what the other one lets it reach.

The same class serves both ends. A request names an object of the other side by number; what comes back is
data or a stand-in. While one side waits for its reply it answers requests of the other (a function that was
passed is called back). The random state and `numpy.errstate` of the instructor's box travel with requests.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from autograder.boxes.crossing import wire
from autograder.boxes.crossing.channel import Channel, ChannelClosed, ChannelTimeout, MessageTooLarge
from autograder.boxes.crossing.descriptions import describe
from autograder.boxes.crossing.in_place import apply_changes, is_mutable
from autograder.boxes.crossing.process_state import portable, present_state, require_stack, take_state
from autograder.boxes.crossing.remote_errors import describe_exception, not_ending_loops, rebuilt_exception
from autograder.boxes.crossing.shared_objects import key_of
from autograder.boxes.crossing.standins import number_of, stand_in
from autograder.boxes.crossing.type_table import exact
from autograder.boxes.limits import MAX_NAME

# Requests that run code of the other side, and those that may change something there.
_CALLS = frozenset({"call", "special", "getattr"})
_CHANGES = frozenset({"call", "special", "setattr", "run"})


class BoxDied(BaseException):
    """The process on the other side ended in the middle of a request.

    No `Exception`, because a test that catches those must not take it for an answer.

    Attributes
    ----------
    reason : str
        "timeout", "exit" or the name of a signal; "silent" or "broken" if it stopped making sense.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Circumstances(Protocol):
    """What surrounds a call of the other side's code."""

    def before(self) -> dict[str, Any]:
        """Prepare for it; returns what the other side has to know."""

    def after(self) -> None:
        """Take note of what it may have done."""


class Peer:
    """One end of the line between two boxes.

    Parameters
    ----------
    channel : Channel
    serve : callable
        (this peer, verb, number of the target, arguments, keywords) -> value, for requests of the other side.
    asked_classes : frozenset of str
        Classes of the other side whose operators may be forwarded, while they are also `trusted_classes`.
    reply_seconds : float or None
        How long a reply may take; None waits for ever.
    guarded : bool
        This end distrusts the other one: it sends nothing of its objects but their names, and takes no state
        over.
    importable : callable
        Module name -> whether a module of the other side is our own module of that name.
    shares, shared_class : callable
        Object or class -> whether both sides have its class, the instructor's; its module and name -> ours.
    may_suppress : callable
        Exception that leaves a `with` block of ours -> whether an object of the other side may end it.

    Attributes
    ----------
    circumstances, known : Circumstances or None, dict
        Of the calls that this end makes; what the other end told of those of the request that is served.
    stays : callable
        Object of a subclass of plain data -> whether it stays here.
    is_waiting : bool
        Whether a request of this end is not answered yet.
    calls : int
        How many requests may have changed something over there.
    death : BoxDied or None
        How the other side ended, also where a bare `except` of a test caught it.
    """

    def __init__(
        self,
        channel: Channel,
        serve: Callable[[Peer, str, Any, list[Any], dict[str, Any]], Any],
        *,
        asked_classes: frozenset[str] = frozenset(),
        reply_seconds: float | None = None,
        guarded: bool = False,
        importable: Callable[[str], bool] = lambda name: True,
        shares: Callable[[Any], bool] = wire.nothing_shared,
        shared_class: Callable[[str, str], type | None] = lambda module, name: None,
        may_suppress: Callable[[Exception], bool] = lambda problem: True,
    ) -> None:
        self.channel = channel
        self.asked_classes = self.trusted_classes = asked_classes
        self.reply_seconds = reply_seconds
        self.guarded = guarded
        self.importable = importable
        self.shares, self.shared_class, self.stays = shares, shared_class, wire.nothing_shared
        self.may_suppress = may_suppress
        self.death: BoxDied | None = None
        self.circumstances: Circumstances | None = None
        self.known: dict[str, Any] = {}
        self.calls = 0
        self.is_waiting = False
        # A student's SystemExit or KeyboardInterrupt is an answer like any other; the time limit of the
        # instructor's box is none.
        self._answers: type[BaseException] = Exception if guarded else BaseException
        self._serve = serve
        self._exported: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._stand_ins: dict[int, Any] = {}
        self._sent, self._turn = 0, threading.RLock()  # one thread at a time: the next would take its reply
        self._sent_state = present_state() if guarded else {}

    # -- values

    def encode(self, value: Any) -> bytes:
        """Plain data as it is; anything else as a reference to it."""
        return wire.encode(value, self._refer, self.shares, self.stays)

    def decode(self, data: bytes) -> Any:
        """The inverse of `encode` on the other side."""
        return wire.decode(data, self._resolve)

    def _refer(self, item: Any) -> wire.Reference | wire.BackReference:
        number = number_of(item, self)
        if number is not None:
            return wire.BackReference(number)
        key = id(item)
        if key not in self._numbers:
            # The process is part of the number: what a fork handed out before it died is never mistaken for
            # what its parent hands out after it.
            number = os.getpid() << 32 | len(self._exported)
            self._numbers[key] = number
            self._exported[number] = item  # kept, so the id stays its own
        described = describe(item, reveal=not self.guarded)
        if self.guarded and self.shares(type(item)):
            described["class"] = list(key_of(item))
        return wire.Reference(self._numbers[key], described)

    def _resolve(self, crossed: wire.Reference | wire.BackReference | wire.ClassName) -> Any:
        if isinstance(crossed, wire.BackReference):
            return self.object(crossed.number)
        if isinstance(crossed, wire.ClassName):
            return self._class(crossed)
        if crossed.number not in self._stand_ins:
            self._stand_ins[crossed.number] = stand_in(self, crossed)
        return self._stand_ins[crossed.number]

    def _class(self, named: wire.ClassName) -> type | None:
        if named.is_instructors:
            found = self.shared_class(named.module, named.name)
            if found is None:
                raise wire.WireError(
                    f"peer: no class of the instructor's is called {named.name[:MAX_NAME]!r}."
                )
            return found
        module = sys.modules.get(named.module) if self.importable(named.module) else None
        return getattr(module, named.name, None)

    def object(self, number: int) -> Any:
        """Our object of that number."""
        if number not in self._exported:
            raise wire.WireError(f"peer: no object has the number {number}.")
        return self._exported[number]

    # -- asking

    def request(
        self, verb: str, target: int | None, arguments: list[Any], keywords: dict[str, Any] | None = None
    ) -> Any:
        """Ask the other side and wait for the reply.

        Raises
        ------
        StudentError
            If it raised.
        RecursionError
            If calls are nested too deep.
        BoxDied
            If its process ended, or did not answer in time.
        """
        require_stack()
        keywords = keywords or {}
        around = self.circumstances if verb in _CALLS else None
        known = around.before() if around is not None else {}
        self.calls += verb in _CHANGES
        with self._turn:
            self._sent += 1
            state = {**self._state_change(), **known} or None
            message = self.encode(["request", self._sent, verb, target, arguments, keywords, state])
            ok, payload, changes, same = self._exchanged(self._sent, message)
        apply_changes(places := _by_place(arguments, keywords), changes)
        if around is not None:
            around.after()
        if ok:
            return places.get(same, payload) if type(same) in (int, str) else payload
        problem = rebuilt_exception(payload)
        is_next = verb == "special" and arguments[0] == "__next__"
        raise not_ending_loops(problem) if self.guarded and not is_next else problem

    def _exchanged(self, number: int, message: bytes) -> tuple[bool, Any, list[Any], Any]:
        was_waiting, self.is_waiting = self.is_waiting, True
        try:
            self.channel.send(message, self.reply_seconds)
            return self._await_reply(number)
        except BoxDied as death:
            self.death = death
            raise
        except ChannelTimeout as late:
            self.death = BoxDied("silent")
            raise self.death from late
        except (ChannelClosed, MessageTooLarge, wire.WireError) as broken:
            self.death = BoxDied("broken")
            raise self.death from broken
        finally:
            self.is_waiting = was_waiting

    def _await_reply(self, number: int) -> tuple[bool, Any, list[Any], Any]:
        deadline = None if self.reply_seconds is None else time.monotonic() + self.reply_seconds
        while True:
            remaining = None if deadline is None else max(deadline - time.monotonic(), 0.0)
            message = self.decode(self.channel.receive(remaining))
            if type(message) is not list or not message:
                raise wire.WireError("peer: a message is a list.")
            if message[0] == "died":
                raise BoxDied(str(message[1])[:MAX_NAME] if len(message) > 1 else "unknown")
            if message[0] == "request":
                self.answer(message)
            elif message[0] != "reply" or len(message) != 6:
                raise wire.WireError("peer: a reply is (number, ok, payload, changes, same).")
            elif message[1] == number:  # else the late reply to a request that was given up
                return message[2] is True, message[3], exact(message[4], list), message[5]

    # -- answering

    def answer(self, message: list[Any]) -> None:
        """Serve one request and send its reply."""
        number, verb, target, arguments, keywords, state = _checked_request(message)
        if not self.guarded:
            take_state(state)
            self.known = state or {}
        places = _by_place(arguments, keywords)
        mutable = {place: item for place, item in places.items() if is_mutable(item)}
        before = {place: self.encode(item) for place, item in mutable.items()}
        try:
            payload, ok = self._serve(self, verb, target, arguments, keywords), True
        except self._answers as problem:
            payload, ok = self._described(problem), False
        changes = [[place, item] for place, item in mutable.items() if self.encode(item) != before[place]]
        # A function that returns what it was given gives the caller's own object back.
        same = next((place for place, item in mutable.items() if item is payload), None)
        try:
            answer = None if same is not None else payload
            self.channel.send(self.encode(["reply", number, ok, answer, changes, same]))
        except Exception as problem:  # to turn the answer into data may be a student's code
            self.channel.send(self.encode(["reply", number, False, self._described(problem), [], None]))

    def _described(self, problem: BaseException) -> dict[str, Any]:
        return describe_exception(problem, reveal=not self.guarded)

    # -- state that is the process's own

    def _state_change(self) -> dict[str, Any]:
        state = present_state() if self.guarded else {}  # the instructor's box takes none over
        change = {name: value for name, value in state.items() if value != self._sent_state[name]}
        self._sent_state = state
        return {name: portable(name, value) for name, value in change.items()}

    def mark_state_sent(self) -> None:
        """Take the present state as known to the other side."""
        self._sent_state = present_state()


def _by_place(arguments: list[Any], keywords: dict[str, Any]) -> dict[int | str, Any]:
    """The arguments of a call by their index or name."""
    places: dict[int | str, Any] = dict(enumerate(arguments))
    places.update(keywords)
    return places


def _checked_request(message: list[Any]) -> list[Any]:
    if len(message) != 7 or type(message[4]) is not list or type(message[5]) is not dict:
        raise wire.WireError("peer: a request is (number, verb, target, arguments, keywords, state).")
    return message[1:]
