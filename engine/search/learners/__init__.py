"""Learners: what can be searched, fitted and exported."""

from engine.search.learners.registry import get_learner, learner_names

__all__ = ["get_learner", "learner_names"]
