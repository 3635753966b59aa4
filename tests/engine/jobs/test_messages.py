"""Messages on their way through the file, also those that this version does not know."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.data import Column, Kind, Role, Snapshot
from engine.contract.messages import (
    MESSAGE,
    AnyMessage,
    Cancelled,
    Failed,
    Finished,
    Progress,
    Started,
    TrialFinished,
    Warned,
)
from engine.contract.results import (
    ExportResult,
    ImportResult,
    ScoreResult,
    Statement,
    TrialRow,
)
from engine.jobs.failures import failed_message
from engine.jobs.folder import (
    LONGEST_LINE,
    JobFolder,
    append_message,
    parse_message,
    read_messages,
    write_end,
)
from registry.errors import AssayError

text = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
number = st.floats(allow_nan=False, allow_infinity=False)
seconds = st.floats(-1e10, 1e10)
times = st.floats(0, 1e10)
maybe = st.none() | number
values = number | st.integers(-(2**60), 2**60) | text | st.booleans() | st.none()
rows = st.builds(
    TrialRow,
    number=st.integers(0, 10**6),
    learner=text,
    loss=maybe,
    seconds=seconds,
    config=st.dictionaries(text, values, max_size=4),
    status=st.sampled_from(["finished", "pruned", "failed", "skipped"]),
    note=text,
)
columns = st.builds(
    Column,
    name=text,
    storage=text,
    kind=st.sampled_from(Kind),
    role=st.sampled_from(Role),
    inferred_kind=st.sampled_from(Kind),
    reason=text,
)
snapshots = st.builds(
    Snapshot,
    name=text,
    source=text,
    rows=st.integers(0, 10**9),
    columns=st.lists(columns, max_size=3).map(tuple),
    fingerprint=text,
    artifact=text,
    bytes=st.integers(0, 10**12),
    warnings=st.lists(text, max_size=2).map(tuple),
)
results = (
    st.builds(ImportResult, dataset=text, snapshot=snapshots)
    | st.builds(
        ExportResult,
        version=text,
        file=text,
        bytes=st.integers(0, 10**12),
        graph_digest=text,
        state=text,
    )
    | st.builds(
        ScoreResult,
        file=text,
        out=text,
        rows=st.integers(0, 10**9),
        version=st.none() | text,
        approved=st.booleans(),
        seconds=number,
    )
)
messages = (
    st.builds(Started, at=times, verb=text, pid=st.integers(0, 2**31))
    | st.builds(
        Progress, at=times, stage=text, text=text, fraction=st.none() | seconds, eta_s=seconds
    )
    | st.builds(TrialFinished, at=times, trial=rows, best=st.booleans())
    | st.builds(Warned, at=times, text=text)
    | st.builds(Finished, at=times, result=results)
    | st.builds(Failed, at=times, code=text, text=text, hint=text, details=text)
    | st.builds(Cancelled, at=times, text=text)
)


@given(message=messages)
@settings(deadline=None)
def test_every_message_is_one_line_and_comes_back_as_it_was(message: AnyMessage) -> None:
    line = message.model_dump_json().encode()
    assert b"\n" not in line
    assert parse_message(line) == message
    assert MESSAGE.validate_json(line) == message


@given(line=st.binary(max_size=60))
def test_no_line_breaks_the_reader(line: bytes) -> None:
    parse_message(line)


def test_an_unknown_message_becomes_a_warning_and_an_unknown_end_a_failure() -> None:
    assert isinstance(parse_message(b'{"type": "paused", "at": 5.0, "protocol": 2}'), Warned)
    end = parse_message(b'{"type": "finished", "at": 5.0, "protocol": 2, "result": {"x": 1}}')
    assert isinstance(end, Failed)
    assert (end.code, end.at) == ("job.newer", 5.0)


@pytest.mark.parametrize("line", [b"", b'{"type": "warn', b"[1]", b"7", b"\x00\x00", b"\xff"])
def test_what_is_no_message_is_left_out(line: bytes) -> None:
    assert parse_message(line) is None


@pytest.mark.parametrize("at", ["NaN", "Infinity", "1e300", "-5", "true", "1" + "0" * 400])
def test_a_message_of_an_impossible_time_is_told_as_of_now(at: str) -> None:
    line = f'{{"protocol": 1, "at": {at}, "type": "warned", "text": "x"}}'.encode()
    read = parse_message(line)
    assert isinstance(read, Warned)
    assert 1e9 < read.at < 1e10 or at == "true"


@pytest.mark.parametrize(
    "line",
    [b"[" * 200_000, b'{"type":' * 100_000, b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}"],
)
def test_a_line_nested_too_deeply_is_left_out(line: bytes) -> None:
    assert parse_message(line) is None


def test_a_line_too_long_for_a_message_is_skipped_with_a_word(tmp_path: Path) -> None:
    job = JobFolder(tmp_path)
    job.messages.write_bytes(b'"' + b"x" * LONGEST_LINE + b'"\n')
    append_message(job, Cancelled(at=2))
    skipped, end = read_messages(job)[0]
    assert isinstance(skipped, Warned) and "67,108,866 bytes" in skipped.text
    assert end == Cancelled(at=2)


def test_half_a_character_keeps_no_end_from_being_written(tmp_path: Path) -> None:
    refused = AssayError("version.unknown", "There is no '\ud800'.", "List \udfff.")
    end = failed_message(refused, None, 0)
    assert write_end(JobFolder(tmp_path), end) == end
    assert (end.text, end.hint) == ("There is no '\\ud800'.", "List \\udfff.")
    told = Statement(section=1, block="\ud800", label="", said="\udc00", due="", verdict="wrong")
    assert told.model_dump_json().isascii()


def test_a_job_ends_once_and_the_first_end_counts(tmp_path: Path) -> None:
    job = JobFolder(tmp_path)
    append_message(job, Started(at=1, verb="train", pid=1))
    first = write_end(job, Cancelled(at=2))
    second = write_end(job, Failed(at=3, code="job.died", text="It died."))
    assert first == second == Cancelled(at=2)
    assert read_messages(job)[0] == [Started(at=1, verb="train", pid=1), first]
    types = [json.loads(line)["type"] for line in job.messages.read_bytes().splitlines()]
    assert types == ["started", "cancelled"]
