"""Changes of kinds and roles that wait to be applied: they can be undone, and survive a crash."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from desktop.i18n.text import T
from desktop.pages.data_read import Dataset
from desktop.session import Drafts
from engine.contract.data import Column, Kind, Reading, Role
from engine.contract.requests import ImportRequest

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edit:
    """What a column shall become; None leaves it as it is."""

    kind: Kind | None = None
    role: Role | None = None

    def __bool__(self) -> bool:
        return self.kind is not None or self.role is not None


NO_EDIT = Edit()
_STORED: TypeAdapter[dict[str, Edit]] = TypeAdapter(dict[str, Edit])


class StagedEdits(QObject):
    """The changes that wait, by snapshot and column. `changed` gives the snapshot's id."""

    changed = Signal(str)

    def __init__(self, drafts: Drafts, undo: QUndoStack, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._undo = undo
        self._edits: dict[str, dict[str, Edit]] = {}
        self._applied: dict[str, int] = {}

    def of(self, dataset: str) -> Mapping[str, Edit]:
        """The changes of a snapshot that wait, by column."""
        if dataset not in self._edits:
            self._edits[dataset] = self._kept(dataset)
        return self._edits[dataset]

    def edit(self, dataset: str, column: str) -> Edit:
        """What waits for one column."""
        return self.of(dataset).get(column, NO_EDIT)

    def set_kind(self, dataset: str, column: Column, kind: Kind) -> None:
        """Have a column treated as another kind."""
        before = self.edit(dataset, column.name)
        after = Edit(None if kind is column.kind else kind, before.role)
        words = T("Data", "Change kind of “{column}”")(column=column.name)
        self._push(dataset, words, {column.name: (before, after)})

    def set_role(self, dataset: str, column: Column, role: Role) -> None:
        """Give a column another role."""
        before = self.edit(dataset, column.name)
        after = Edit(before.kind, None if role is column.role else role)
        words = T("Data", "Change role of “{column}”")(column=column.name)
        self._push(dataset, words, {column.name: (before, after)})

    def discard(self, dataset: str) -> None:
        """Take back all that waits; this can be undone too."""
        steps = {name: (edit, NO_EDIT) for name, edit in self.of(dataset).items()}
        self._push(dataset, T("Data", "Discard the changes")(), steps)

    def applied(self, dataset: str) -> None:
        """Forget what waited, as a new snapshot has it; undoing cannot bring it back."""
        self._applied[dataset] = self.epoch(dataset) + 1
        self._edits[dataset] = {}
        self._keep(dataset)

    def epoch(self, dataset: str) -> int:
        """How often changes of the snapshot were applied."""
        return self._applied.get(dataset, 0)

    def put(self, dataset: str, column: str, edit: Edit) -> None:
        """Set what waits for a column, without a step to undo."""
        edits = {**self.of(dataset), column: edit}
        self._edits[dataset] = {name: one for name, one in edits.items() if one}

    def tell(self, dataset: str) -> None:
        """Keep and show what was put."""
        self._keep(dataset)

    def _push(self, dataset: str, words: str, steps: dict[str, tuple[Edit, Edit]]) -> None:
        steps = {name: step for name, step in steps.items() if step[0] != step[1]}
        if steps:
            self._undo.push(_ChangeColumns(self, dataset, words, steps))

    def _keep(self, dataset: str) -> None:
        edits = self._edits[dataset]
        stored = _STORED.dump_json(edits, exclude_none=True).decode() if edits else ""
        self._drafts.put(_draft(dataset), stored)
        self.changed.emit(dataset)

    def _kept(self, dataset: str) -> dict[str, Edit]:
        stored = self._drafts.get(_draft(dataset))
        try:
            return _STORED.validate_json(stored) if stored else {}
        except ValidationError as error:
            log.warning("The changes of %s that waited cannot be read: %s", dataset, error)
            return {}


def _draft(dataset: str) -> str:
    return f"data-edits-{dataset}"


class _ChangeColumns(QUndoCommand):
    """A change of columns that waits to be applied. `steps`: before and after, by column."""

    def __init__(
        self, edits: StagedEdits, dataset: str, words: str, steps: dict[str, tuple[Edit, Edit]]
    ) -> None:
        super().__init__(words)
        self._edits = edits
        self._dataset = dataset
        self._steps = steps
        self._epoch = edits.epoch(dataset)

    def redo(self) -> None:
        """Make the change."""
        self._set(1)

    def undo(self) -> None:
        """Take the change back."""
        self._set(0)

    def _set(self, which: int) -> None:
        if self._epoch != self._edits.epoch(self._dataset):
            self.setObsolete(True)  # it was applied: there is a new snapshot
            return
        for column, step in self._steps.items():
            self._edits.put(self._dataset, column, step[which])
        self._edits.tell(self._dataset)


def reimport(
    dataset: Dataset, edits: Mapping[str, Edit], reading: Reading | None = None
) -> ImportRequest:
    """The request that makes a snapshot anew, with what was ever changed and what waits now."""
    kinds: dict[str, Kind] = {}
    roles: dict[str, Role] = {}
    for column in dataset.columns:
        edit = edits.get(column.name, NO_EDIT)
        kind, role = edit.kind or column.kind, edit.role or column.role
        if kind is not column.inferred_kind:
            kinds[column.name] = kind
        # Each is said: what is not, a column keeps from the newest snapshot of that name.
        roles[column.name] = role
    return ImportRequest(
        source=dataset.source,
        name=dataset.name,
        kinds=kinds,
        roles=roles,
        reading=reading or dataset.reading,
    )
