from engine.search.trial_record import TrialRecord


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


def test_a_record_is_a_line_of_the_leaderboard() -> None:
    row = record(4).row()
    assert (row.number, row.learner, row.loss, row.status) == (4, "lgbm", 0.25, "finished")
