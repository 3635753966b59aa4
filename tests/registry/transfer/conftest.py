"""The projects with people and versions in them, for what moves them as a whole."""

from tests.registry.review.conftest import make_world, world

__all__ = ["make_world", "world"]
