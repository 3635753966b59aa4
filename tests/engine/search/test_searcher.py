import numpy as np
import pytest

from engine.contract.data import Task
from engine.search.learners.base import SearchSpace
from engine.search.learners.registry import get_learner
from engine.search.searcher import Chooser, LearnerSearch
from engine.search.starts import start_points


def lightgbm_space() -> SearchSpace:
    return get_learner("lgbm").space(5000, 12, Task.BINARY)


def only(cost: float) -> SearchSpace:
    return SearchSpace(domain={}, low_cost={}, start={}, cost=cost)


def bowl(config: dict[str, float]) -> float:
    """A loss with its least at a learning rate of 0.02 and 100 leaves."""
    rate = np.log(config["learning_rate"] / 0.02)
    return float(rate**2 + np.log(config["num_leaves"] / 100) ** 2)


def test_the_librarys_defaults_come_first() -> None:
    points = start_points("lgbm", lightgbm_space())
    assert (points[0]["num_leaves"], points[0]["learning_rate"]) == (31, 0.1)
    assert all(point.keys() == points[0].keys() for point in points)


def test_the_cheapest_fit_comes_first_where_no_other_is_known() -> None:
    space = get_learner("sgd").space(5000, 12, Task.BINARY)
    assert len(start_points("sgd", space)) == 1


def test_starting_points_stay_inside_a_small_datas_domain() -> None:
    space = get_learner("lgbm").space(20, 3, Task.BINARY)
    for point in start_points("lgbm", space):
        assert point["num_leaves"] < space.domain["num_leaves"].upper


def test_cfo_improves_on_the_starting_points() -> None:
    search = LearnerSearch("lgbm", lightgbm_space(), seed=1)
    losses = []
    for _ in range(60):
        config = search.suggest()
        assert config is not None
        losses.append(bowl(config))
        search.tell(config, losses[-1], 1.0)
    assert min(losses[2:]) < min(losses[:2])


def test_the_same_seed_suggests_the_same_configurations() -> None:
    runs = []
    for _ in range(2):
        search = LearnerSearch("lgbm", lightgbm_space(), seed=3)
        seen = []
        for _ in range(12):
            config = search.suggest()
            assert config is not None
            search.tell(config, bowl(config), 1.0)
            seen.append(config)
        runs.append(seen)
    assert runs[0] == runs[1]


def test_a_failed_trial_does_not_end_the_search() -> None:
    search = LearnerSearch("lgbm", lightgbm_space(), seed=1)
    for number in range(12):
        config = search.suggest()
        assert config is not None
        search.tell(config, None if number % 3 == 0 else bowl(config), 1.0)


def test_a_learner_whose_starts_all_fail_is_given_up() -> None:
    search = LearnerSearch("lgbm", lightgbm_space(), seed=1)
    while not search.exhausted:
        config = search.suggest()
        assert config is not None
        search.tell(config, None, 1.0)
    assert search.tried == 2


def test_a_learner_without_hyperparameters_is_tried_once() -> None:
    search = LearnerSearch("plain", only(1), seed=0)
    assert search.suggest() == {}
    search.tell({}, 0.5, 0.1)
    assert search.suggest() is None
    assert search.exhausted


def test_a_dear_learner_waits_until_its_cost_is_worth_it() -> None:
    cheap, dear = LearnerSearch("cheap", only(1), 0), LearnerSearch("dear", only(50), 0)
    chooser = Chooser([cheap, dear], seed=0)
    assert chooser.choose(np.inf, 100) is cheap
    assert cheap.suggest() == {}
    cheap.tell({}, 1.0, 1.0)
    assert chooser.choose(1.0, 100) is cheap
    for _ in range(60):
        cheap.tell({}, 2.0, 1.0)
    assert chooser.choose(1.0, 500) is cheap
    assert chooser.choose(1.0, 5000) is dear


def test_a_learner_that_no_longer_fits_in_the_time_is_passed_over() -> None:
    slow, quick = LearnerSearch("slow", only(1), 0), LearnerSearch("quick", only(1), 0)
    for search, loss, seconds in ((slow, 0.5, 40.0), (quick, 0.6, 1.0)):
        assert search.suggest() == {}
        search.tell({}, loss, seconds)
    chooser = Chooser([slow, quick], seed=0)
    assert {chooser.choose(0.5, 10) for _ in range(20)} == {quick}
    assert chooser.choose(0.5, 0.5) is None


def test_the_first_learners_starting_points_come_before_other_learners() -> None:
    main, other = LearnerSearch("lgbm", lightgbm_space(), 0), LearnerSearch("other", only(0.1), 0)
    chooser = Chooser([main, other], seed=0)
    for _ in range(2):
        assert chooser.choose(1.0, 100) is main
        config = main.suggest()
        assert config is not None
        main.tell(config, 1.0, 1.0)
    assert chooser.choose(1.0, 100) is other


def test_a_slower_starting_point_is_left_out_where_time_is_short() -> None:
    main, other = LearnerSearch("lgbm", lightgbm_space(), 0), LearnerSearch("other", only(0.1), 0)
    chooser = Chooser([main, other], seed=0)
    config = main.suggest()
    assert config is not None
    main.tell(config, 1.0, 1.0)
    assert chooser.choose(1.0, 4) is other


def test_a_strong_learner_of_another_kind_is_tried_early_if_it_fits() -> None:
    searches = [LearnerSearch(name, only(15), 0) for name in ("plain", "catboost", "xgboost")]
    assert searches[0].suggest() == {}
    searches[0].tell({}, 1.0, 15.0)
    chooser = Chooser(searches, seed=0)
    assert chooser.choose(1.0, 1000) is searches[1]
    assert chooser.choose(1.0, 9) is searches[2]


def test_a_learner_that_lags_is_seldom_drawn() -> None:
    best, lagging = LearnerSearch("best", only(1), 0), LearnerSearch("lagging", only(1), 0)
    for search, loss, seconds in ((best, 0.5, 1.0), (lagging, 0.7, 0.1)):
        assert search.suggest() == {}
        search.tell({}, loss, seconds)
    chooser = Chooser([best, lagging], seed=0)
    drawn = [chooser.choose(0.5, 100) for _ in range(200)]
    assert drawn.count(best) > 180


def test_a_gap_to_the_leader_raises_the_estimate() -> None:
    search = LearnerSearch("one", only(1), 0)
    search.tell({}, 1.0, 1.0)
    search.tell({}, 0.9, 1.0)
    assert search.cost_for_improvement(0.9) == pytest.approx(1.0)
    # 0.1 gained in the last second: a gap of 0.4 takes 4 s, and FLAML's rule doubles that.
    assert search.cost_for_improvement(0.5) == pytest.approx(8.0)
