"""The table of a snapshot's columns, with the changes that wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.i18n.numbers import percent, whole
from desktop.i18n.text import N, T
from desktop.i18n.words import kind_name, role_name
from desktop.models.table import Column as TableColumn
from desktop.pages.data_edits import NO_EDIT, Edit
from desktop.pages.data_read import Dataset
from engine.contract.data import Column, Kind, Role


@dataclass(frozen=True)
class ColumnRow:
    """One column of `rows` values, as it is and as it shall become."""

    column: Column
    edit: Edit
    rows: int

    @property
    def kind(self) -> Kind:
        """The kind once what waits is applied."""
        return self.edit.kind or self.column.kind

    @property
    def role(self) -> Role:
        """The role once what waits is applied."""
        return self.edit.role or self.column.role


def rows_of(dataset: Dataset, edits: Mapping[str, Edit]) -> list[ColumnRow]:
    """The rows of the table, in the data's order."""
    return [
        ColumnRow(column, edits.get(column.name, NO_EDIT), dataset.rows)
        for column in dataset.columns
    ]


def table_columns(
    set_kind: Callable[[ColumnRow, Kind], None], set_role: Callable[[ColumnRow, Role], None]
) -> tuple[TableColumn[ColumnRow], ...]:
    """The columns of the table; a change that waits makes its cell a pill that says so."""
    return (
        TableColumn("name", T("Data", "Column"), lambda row: row.column.name),
        TableColumn(
            "kind",
            T("Data", "Kind"),
            lambda row: kind_name(row.kind),
            tone=lambda row: "warn" if row.edit.kind else None,
            tip=lambda row: _was(row.edit.kind, kind_name(row.column.kind)),
            choices=lambda _: [(kind, kind_name(kind)) for kind in Kind],
            value=lambda row: row.kind,
            put=set_kind,
        ),
        TableColumn(
            "role",
            T("Data", "Role"),
            lambda row: role_name(row.role),
            tone=lambda row: "warn" if row.edit.role else None,
            tip=lambda row: _was(row.edit.role, role_name(row.column.role)),
            choices=lambda _: [(role, role_name(role)) for role in Role],
            value=lambda row: row.role,
            put=set_role,
        ),
        TableColumn(
            "missing",
            T("Data", "Missing"),
            _missing,
            sort=lambda row: row.column.missing,
            right=True,
        ),
        TableColumn(
            "distinct",
            T("Data", "Distinct"),
            lambda row: whole(row.column.distinct),
            sort=lambda row: row.column.distinct,
            right=True,
            tone=lambda row: "warn" if row.column.merged_by_float32 else None,
            tip=_merged_tip,
        ),
        TableColumn("reason", T("Data", "Why this kind"), _reason, stretch=True),
    )


def _was(edited: object, name: str) -> str:
    return T("Data", "Not applied yet; it is {name} now")(name=name) if edited else ""


def _missing(row: ColumnRow) -> str:
    if not row.column.missing:
        return whole(0)
    share = percent(row.column.missing / max(row.rows, 1), 1)
    return f"{whole(row.column.missing)} ({share})"


def _merged_tip(row: ColumnRow) -> str:
    if not row.column.merged_by_float32:
        return ""
    return N(
        "Data",
        "{n} distinct values fall together in the model's numbers (float32). Make the column "
        "categorical where the difference matters.",
    )(n=row.column.merged_by_float32)


def _reason(row: ColumnRow) -> str:
    column = row.column
    if column.kind is column.inferred_kind:
        return column.reason
    inferred = kind_name(column.inferred_kind)
    words = T("Data", "chosen by a person; it looked like {kind}: {reason}")
    return words(kind=inferred, reason=column.reason)
