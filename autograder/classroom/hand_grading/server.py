"""The page's server: for this machine only, and for who has the address with its token."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import tornado.httpserver
import tornado.netutil
import tornado.web

from autograder.checking.display import element
from autograder.classroom.feedback.graded import GradedAnswer
from autograder.classroom.feedback.prose import instructors_prose
from autograder.classroom.hand_grading.grouping import grouped
from autograder.classroom.hand_grading.questions import Question, page_of, text_of
from autograder.classroom.hand_grading.rubric import MOST_ITEMS, Rubric, read_item
from autograder.classroom.hand_grading.scores import Score, Scores

_PAGE = Path(__file__).parent / "page"
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:"
_COMMENT_CHARACTERS = 5000
_ASKED_WRONGLY = (ValueError, KeyError, IndexError, TypeError)


@dataclass
class Desk:
    """What the page works on.

    Parameters
    ----------
    assignment : str
    questions : list of Question
    answers : dict
        (notebook, grade_id, student) -> `GradedAnswer`.
    scores : Scores
    rubric : Rubric
    undo : list
        What was there before each change of this run, the last one at the end.
    """

    assignment: str
    questions: list[Question]
    answers: dict[tuple[str, str, str], GradedAnswer]
    scores: Scores
    rubric: Rubric
    undo: list[tuple[int, list[Score]]] = field(default_factory=list)

    def overview(self) -> list[dict[str, Any]]:
        """Every question with how many answers wait for a person."""
        overview = []
        for question in self.questions:
            scores = self.scores.read(question.notebook, question.grade_id)
            waiting = sum(score.is_waiting for score in scores)
            overview.append({**asdict(question), "answers": len(scores), "waiting": waiting})
        return overview

    def question(self, number: int) -> dict[str, Any]:
        """One question: its rubric, and the answers in groups."""
        question = self.questions[number]
        scores = {each.student: each for each in self.scores.read(question.notebook, question.grade_id)}
        key = question.notebook, question.grade_id
        answers = {student: self.answers.get((*key, student), GradedAnswer("")) for student in scores}
        texts = {student: text_of(answer) for student, answer in answers.items()}
        names = self.scores.names()
        groups = [
            {
                "text": texts[students[0]],
                "page": page_of(question, answers[students[0]]),
                "answers": [
                    {**asdict(scores[student]), "name": names.get(student, "")} for student in students
                ],
            }
            for students in grouped(texts)
        ]
        items = [asdict(item) for item in self.rubric.items(question.notebook, question.grade_id)]
        shown = {
            "prompt": instructors_prose(question.prompt),
            "model": instructors_prose(question.model)
            if question.is_text
            else element("pre", question.model),
        }
        return {**asdict(question), **shown, "number": number, "rubric": items, "groups": groups}

    def grade(self, number: int, students: list[str], score: float, comment: str) -> None:
        """Give some students the same score and comment for a question."""
        question = self.questions[number]
        if not 0 <= score <= question.points:
            raise ValueError(f"the score must be from 0 to {question.points:g}; got {score:g}")
        given = [
            Score(student, score, comment[:_COMMENT_CHARACTERS], is_waiting=False) for student in students
        ]
        self.undo.append((number, self.scores.write(question.notebook, question.grade_id, given)))

    def take_back(self) -> int | None:
        """Undo the last change; the number of its question, or None if there is none."""
        if not self.undo:
            return None
        number, before = self.undo.pop()
        question = self.questions[number]
        self.scores.write(question.notebook, question.grade_id, before)
        return number


class _Handler(tornado.web.RequestHandler):
    def initialize(self, desk: Desk, token: str) -> None:
        """Take what all requests share."""
        self.desk, self.token = desk, token

    def prepare(self) -> None:
        """Refuse who does not have the token, and any name but this machine's own (a page of elsewhere)."""
        given = self.request.headers.get("X-Token", "")
        if self.request.host_name not in ("127.0.0.1", "localhost", "::1"):
            raise tornado.web.HTTPError(403)
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise tornado.web.HTTPError(403)

    def log_exception(self, *exc_info: Any) -> None:
        """Only what is our own fault is logged; what was asked wrongly is told in the page."""
        if not isinstance(exc_info[1], _ASKED_WRONGLY):
            super().log_exception(*exc_info)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """One sentence, no traceback."""
        error = kwargs.get("exc_info", (None, None))[1]
        wrong = isinstance(error, _ASKED_WRONGLY)
        self.set_status(400 if wrong else status_code)
        self.finish({"error": f"{error}" if wrong else self._reason})


class _Questions(_Handler):
    def get(self) -> None:
        self.write({"assignment": self.desk.assignment, "questions": self.desk.overview()})


class _OneQuestion(_Handler):
    def get(self, number: str) -> None:
        self.write(self.desk.question(int(number)))

    def post(self, number: str) -> None:
        asked = json.loads(self.request.body)
        students = [str(student) for student in asked["students"]]
        self.desk.grade(int(number), students, float(asked["score"]), str(asked.get("comment", "")))
        self.write({})


class _Items(_Handler):
    def post(self, number: str) -> None:
        question = self.desk.questions[int(number)]
        items = tuple(read_item(each) for each in json.loads(self.request.body)["items"])
        if len(items) > MOST_ITEMS:
            raise ValueError(f"a question has at most {MOST_ITEMS} items, one a key; got {len(items)}")
        self.desk.rubric.replace(question.notebook, question.grade_id, items)
        self.write({})


class _Undo(_Handler):
    def post(self) -> None:
        self.write({"number": self.desk.take_back()})


class _Files(tornado.web.StaticFileHandler):
    """The page itself, which holds nothing of the class."""

    def set_extra_headers(self, path: str) -> None:
        """Nothing from elsewhere, and no frame around it."""
        self.set_header("Content-Security-Policy", f"{_POLICY}; frame-ancestors 'none'")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")


def application(desk: Desk, token: str) -> tornado.web.Application:
    """The routes."""
    shared = {"desk": desk, "token": token}
    return tornado.web.Application(
        [
            (r"/questions", _Questions, shared),
            (r"/questions/(\d+)", _OneQuestion, shared),
            (r"/questions/(\d+)/rubric", _Items, shared),
            (r"/undo", _Undo, shared),
            (r"/(.*)", _Files, {"path": str(_PAGE), "default_filename": "hand_grading.html"}),
        ],
        log_function=lambda handler: None,
    )


async def serve(
    desk: Desk, port: int, ready: Callable[[str], None], stop: asyncio.Event | None = None
) -> None:
    """Serve until it is stopped.

    Parameters
    ----------
    desk : Desk
    port : int
        0 takes any that is free.
    ready : callable
        Told the address, once it answers.
    stop : asyncio.Event, optional
    """
    token = secrets.token_urlsafe()
    server = tornado.httpserver.HTTPServer(application(desk, token))
    sockets = tornado.netutil.bind_sockets(port, "127.0.0.1")
    server.add_sockets(sockets)
    ready(f"http://127.0.0.1:{sockets[0].getsockname()[1]}/#{token}")
    await (stop or asyncio.Event()).wait()
    server.stop()
