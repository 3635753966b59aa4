from pathlib import Path

import pytest

from engine.search.trial_log import TrialLog, TrialRecord, read_trials


def record(number: int) -> TrialRecord:
    return TrialRecord(
        number=number,
        learner="lgbm",
        config={"num_leaves": 31, "learning_rate": 0.1, "criterion": "gini", "none": None},
        loss=0.25,
        fold_losses=(0.24, 0.26),
        seconds=1.5,
        at_s=3.0,
        status="finished",
    )


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    log = TrialLog(tmp_path / "trials.jsonl")
    log.append(record(1))
    log.append(record(2))
    assert read_trials(log.path) == (record(1), record(2))


def test_a_line_torn_by_a_kill_is_passed_over_and_then_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "trials.jsonl"
    TrialLog(path).append(record(1))
    with path.open("ab") as file:
        file.write(b'{"number": 2, "lear')
    assert read_trials(path) == (record(1),)
    TrialLog(path).append(record(2))
    assert read_trials(path) == (record(1), record(2))


def test_no_log_yet_has_no_trials(tmp_path: Path) -> None:
    assert read_trials(tmp_path / "trials.jsonl") == ()


def test_a_spoilt_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "trials.jsonl"
    path.write_bytes(b"{}\n")
    with pytest.raises(ValueError, match="line 1"):
        read_trials(path)


def test_a_record_is_a_line_of_the_leaderboard() -> None:
    row = record(4).row()
    assert (row.number, row.learner, row.loss, row.status) == (4, "lgbm", 0.25, "finished")
