"""How a job ends, seen by a client, for each way in which a workflow can end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.contract.messages import Failed, Finished, Started, TrialFinished, Warned
from engine.contract.requests import TrainRequest
from engine.contract.results import RESULT
from engine.jobs import client
from engine.jobs.client import JobHandle
from engine.jobs.folder import JobFolder, create_folder, read_trials
from engine.jobs.launch import worker_environment

Launch = Callable[..., JobHandle]


def failure(handle: JobHandle) -> Failed:
    *_, last = client.follow(handle.folder)
    assert isinstance(last, Failed), last
    return last


def test_a_search_tells_of_its_trials_and_ends_with_its_result(launch: Launch) -> None:
    handle = launch("search", budget_s=1.0)
    first, *between, last = client.follow(handle.folder)
    assert isinstance(first, Started)
    assert first.verb == "train"
    assert isinstance(last, Finished)
    trials = [message.trial for message in between if isinstance(message, TrialFinished)]
    assert [trial.number for trial in trials] == list(range(1, len(trials) + 1))
    assert len(trials) > 3
    job = JobFolder(handle.folder)
    assert [record["number"] for record in read_trials(job)] == [t.number for t in trials]
    assert RESULT.validate_json(job.result.read_bytes()) == last.result
    status = client.status(handle.folder)
    assert (status.state, status.verb, status.actor) == ("finished", "train", "ann")
    assert (status.trials, status.fraction, status.ended) == (len(trials), 1.0, True)
    assert status.best is not None
    assert status.best.trial.loss == min(trial.loss for trial in trials if trial.loss is not None)


def test_a_warning_arrives(launch: Launch) -> None:
    messages = list(client.follow(launch("at_once").folder))
    assert [message.text for message in messages if isinstance(message, Warned)] == [
        "The column 'note' is empty and was left out."
    ]


def test_a_refusal_keeps_its_words_and_shows_no_traceback(launch: Launch) -> None:
    failed = failure(launch("refuse", target="price"))
    assert failed.code == "data.no_such_target"
    assert failed.text == "There is no column 'price'."
    assert (failed.hint, failed.details) == ("Look.", "")


def test_a_fault_says_what_was_kept_and_hides_its_traceback_in_details(launch: Launch) -> None:
    failed = failure(launch("crash"))
    assert failed.code == "internal.error"
    assert "stage 'search'" in failed.text
    assert "1 finished trial is kept" in failed.text
    assert "Traceback" not in failed.text
    assert "ZeroDivisionError" in failed.details


def test_exhausted_memory_is_named(launch: Launch) -> None:
    failed = failure(launch("exhaust_memory"))
    assert failed.code == "memory.exhausted"
    assert "stage 'load'" in failed.text


def test_a_result_that_no_client_could_read_fails(launch: Launch) -> None:
    handle = launch("not_a_number")
    assert failure(handle).code == "internal.error"
    assert not JobFolder(handle.folder).result.exists()


def test_native_death_is_a_failed_job_with_its_log(launch: Launch) -> None:
    handle = launch("abort")
    failed = failure(handle)
    assert failed.code == "job.died"
    assert "stage 'search'; 1 finished trial is kept" in failed.text
    assert "Aborted" in failed.details
    assert client.status(handle.folder).state == "failed"


def test_everything_that_is_printed_lands_in_the_log(
    project: Path, small_command: Callable[[str], list[str]]
) -> None:
    job = create_folder(project, TrainRequest(data="d", target="y"), "ann")
    command = [*small_command("shout"), str(job.path)]
    ran = subprocess.run(command, capture_output=True, check=True, env=worker_environment())
    assert (ran.stdout, ran.stderr) == (b"", b"")
    log = job.log.read_text("utf-8")
    for source in ("from Python", "from native code\n", "native code's errors", "from a child"):
        assert source in log


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": 2, "request": {"verb": "divine"}}, "job.newer"),
        ({"request": {"verb": "divine"}}, "job.unreadable"),
        ({"unheard_of": 1}, "job.unreadable"),
    ],
)
def test_a_spec_of_another_version_is_refused_in_words(
    project: Path, small_command: Callable[[str], list[str]], change: dict[str, object], code: str
) -> None:
    job = create_folder(project, TrainRequest(data="d", target="y"), "ann")
    job.spec.write_text(json.dumps({**json.loads(job.spec.read_text()), **change}))
    ran = subprocess.run(
        [*small_command("at_once"), str(job.path)], env=worker_environment(), check=False
    )
    assert ran.returncode == 1
    (last,) = client.follow(job.path)
    assert isinstance(last, Failed)
    assert last.code == code
    assert client.status(job.path).state == "failed"


def test_a_verb_without_workflow_is_refused_in_words(
    project: Path, small_command: Callable[[str], list[str]]
) -> None:
    from engine.contract.requests import VerifyRequest

    request = VerifyRequest(file="model.onnx")
    handle = client.start(project, request, "ann", command=small_command("at_once"))
    assert failure(handle).code == "job.unknown_verb"


def test_a_job_is_run_once(launch: Launch, small_command: Callable[[str], list[str]]) -> None:
    handle = launch("at_once")
    before = list(client.follow(handle.folder))
    ran = subprocess.run(
        [*small_command("at_once"), str(handle.folder)],
        env=worker_environment(),
        check=False,
    )
    assert ran.returncode == 1
    assert list(client.follow(handle.folder)) == before


def test_a_worker_that_cannot_be_started_is_refused_and_leaves_a_failed_job(project: Path) -> None:
    from registry.errors import AssayError

    with pytest.raises(AssayError, match="could not be started") as caught:
        client.start(project, TrainRequest(data="d", target="y"), "ann", command=["/no/python"])
    assert caught.value.code == "job.not_started"
    (status,) = client.list_jobs(project)
    assert (status.state, status.code) == ("failed", "job.not_started")


def test_a_worker_that_dies_before_it_reads_its_request_is_a_failed_job(project: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('broken installation')"]
    handle = client.start(project, TrainRequest(data="d", target="y"), "ann", command=command)
    failed = failure(handle)
    assert failed.code == "job.died"
    assert "before it could read its request" in failed.text
    assert "broken installation" in failed.details


def test_the_installed_worker_command_runs_a_module_of_the_engine(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file in the working directory must not stand in for the standard library's.
    (tmp_path / "random.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    from engine.contract.requests import VerifyRequest

    request = VerifyRequest(file=str(tmp_path / "nothing.onnx"))
    handle = client.start(project, request, "ann")
    messages = list(client.follow(handle.folder))
    assert isinstance(messages[0], Started), messages
    assert isinstance(messages[-1], Finished | Failed)
    assert "shadowed" not in JobFolder(handle.folder).log.read_text("utf-8")


def test_a_frozen_program_is_its_own_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert client.worker_command() == [sys.executable, client.WORKER_FLAG]
    with pytest.raises(SystemExit) as caught:
        client.become_worker_if_asked([client.WORKER_FLAG])
    assert caught.value.code == 2
    client.become_worker_if_asked(["jobs"])
