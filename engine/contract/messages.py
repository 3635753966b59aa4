"""What a worker says while it works: one line each of `messages.jsonl`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from engine.contract.data import Contract, Seconds, UnixTime
from engine.contract.results import Result, TrialRow

PROTOCOL = 1


class Message(Contract):
    """What all messages have: the protocol's version and the UTC time in Unix seconds."""

    protocol: int = PROTOCOL
    at: UnixTime


class Started(Message):
    """The worker has read its request."""

    type: Literal["started"] = "started"
    verb: str
    pid: int


class Progress(Message):
    """Where the work stands. `fraction` is 0 to 1 over the whole job, None where unknown."""

    type: Literal["progress"] = "progress"
    stage: str
    text: str
    fraction: Seconds | None = None
    eta_s: Seconds | None = None


class TrialFinished(Message):
    """One trial ended; `best` says whether it leads from now on."""

    type: Literal["trial"] = "trial"
    trial: TrialRow
    best: bool


class Warned(Message):
    """Something a person should know; the work goes on."""

    type: Literal["warned"] = "warned"
    text: str


class Finished(Message):
    """The work is done."""

    type: Literal["finished"] = "finished"
    result: Result


class Failed(Message):
    """The work was refused or broke; `details` holds a traceback for "details" and logs only."""

    type: Literal["failed"] = "failed"
    code: str
    text: str
    hint: str = ""
    details: str = ""


class Cancelled(Message):
    """The work was discarded on request."""

    type: Literal["cancelled"] = "cancelled"
    text: str = "Discarded on request."


AnyMessage = Annotated[
    Started | Progress | TrialFinished | Warned | Finished | Failed | Cancelled,
    Field(discriminator="type"),
]
MESSAGE: TypeAdapter[AnyMessage] = TypeAdapter(AnyMessage)
