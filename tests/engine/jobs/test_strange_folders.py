"""Job folders that somebody edited or spoiled: each is told as what it is, and hides no other."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli.job_view import JobView
from engine.cli.render_registry import jobs as render_jobs
from engine.cli.state import State
from engine.contract.messages import Cancelled
from engine.contract.requests import TrainRequest
from engine.jobs import client
from engine.jobs.folder import JobFolder, append_message, create_folder, raw_spec

Spoil = Callable[[JobFolder], object]


def ended_job(project: Path) -> JobFolder:
    job = create_folder(project, TrainRequest(data="d", target="y"), "ann")
    append_message(job, Cancelled(at=1e9))
    return job


def spec_with(name: str, value: str) -> Spoil:
    """A spec with one field of the JSON text given."""

    def spoil(job: JobFolder) -> None:
        fields = {key: json.dumps(one) for key, one in raw_spec(job).items()} | {name: value}
        text = ", ".join(f'"{key}": {one}' for key, one in fields.items())
        job.spec.write_text(f"{{{text}}}", "utf-8")

    return spoil


def messages_as_a_folder(job: JobFolder) -> None:
    job.messages.unlink()
    job.messages.mkdir()


SPOILT: dict[str, Spoil] = {
    "NaN": spec_with("created_at", "NaN"),
    "infinite": spec_with("created_at", "-Infinity"),
    "far": spec_with("created_at", "1e300"),
    "huge": spec_with("created_at", "1" + "0" * 400),
    "negative": spec_with("created_at", "-1e11"),
    "true": spec_with("created_at", "true"),
    "half a character": spec_with("actor", '"\\ud800"'),
    "a budget": spec_with("request", '{"verb": "\\ud800", "budget_s": NaN}'),
    "nested": lambda job: job.spec.write_bytes(b"[" * 200_000),
    "no UTF-8": lambda job: job.spec.write_bytes(b"\xff\xfe\xff"),
    "nested messages": lambda job: job.messages.write_bytes(b"[" * 200_000 + b"\n"),
    "nested trials": lambda job: job.trials.write_bytes(b"[" * 200_000 + b"\n"),
    "nested result": lambda job: job.result.write_bytes(b"[" * 200_000),
    "folder": messages_as_a_folder,
    "old": lambda job: (spec_with("created_at", "NaN")(job), os.utime(job.path, (-1e9, -1e9))),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
@pytest.mark.parametrize("as_json", [False, True])
def test_a_spoilt_job_folder_hides_no_other(
    project: Path, spoil: Spoil, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = ended_job(project), ended_job(project)
    spoil(bad)
    assert client.reconcile(project) in ([], [bad.job_id])
    found = client.list_jobs(project)
    assert {one.id for one in found} == {good.job_id, bad.job_id}
    render_jobs(State(json=as_json), found)
    shown = capsys.readouterr().out
    assert good.job_id in shown and bad.job_id in shown
    request = raw_spec(bad).get("request")
    JobView(request if isinstance(request, dict) else {}, found[0].created_at).__rich__()


def test_a_folder_that_cannot_be_read_is_told_as_that(project: Path) -> None:
    job = ended_job(project)
    messages_as_a_folder(job)
    status = client.status(job.path)
    assert (status.state, status.code) == ("failed", "job.unreadable")
    assert str(job.path) in status.text
