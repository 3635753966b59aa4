"""State machines as tables of legal moves, and the refusal of every other move."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from registry.errors import AssayError

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S, A]):
    """One legal move, with what it means for a person who reads the history.

    `by_itself` is one that Assay makes as part of other work: nobody can ask for it.
    """

    source: S
    action: A
    target: S
    meaning: str
    by_itself: bool = False


class Machine(Generic[S, A]):
    """The states of one kind of thing, by the moves that are legal between them.

    `noun` says what moves, `final` what to do about one that can move no more.
    """

    def __init__(
        self,
        noun: str,
        final: str,
        states: type[S],
        actions: type[A],
        moves: tuple[Transition[S, A], ...],
    ) -> None:
        self.moves = moves
        self._noun, self._final, self._states, self._actions = noun, final, states, actions
        self._targets = {(move.source, move.action): move.target for move in moves}

    def possible(self, state: S | str) -> tuple[Transition[S, A], ...]:
        """The moves that leave `state`, in the table's order; none for a final state."""
        return tuple(move for move in self.moves if move.source == state)

    def target(self, state: S | str, action: A | str) -> S:
        """The state that `action` leads to from `state`.

        Raises AssayError `lifecycle.illegal`, which names the state and what can be asked for.
        """
        try:
            source, verb = self._states(state), self._actions(action)
        except ValueError as error:
            raise AssayError("lifecycle.unknown", f"{error}.") from error
        found = self._targets.get((source, verb))
        if found is not None:
            return found
        raise AssayError(
            "lifecycle.illegal",
            f"A {self._noun} that is '{source}' cannot take the action '{verb}'.",
            self._instead(source),
        )

    def _instead(self, state: S) -> str:
        """What can be asked for in a state, or what to do where that is nothing."""
        moves = self.possible(state)
        asked = [move for move in moves if not move.by_itself]
        if asked:
            options = ", ".join(f"{other.action} (to {other.target})" for other in asked)
            return f"In this state it is possible to: {options}."
        if moves:
            return f"Nothing can be asked for in this state: {self._final}."
        return f"'{state}' is a final state: {self._final} instead."
