"""Anchors: checkpoints of the log that stand outside the registry, and whether they still agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlmodel import Session, col, select

from registry import git_tags
from registry.altered import altered
from registry.canonical import canonical_json
from registry.checkpoint import Checkpoint
from registry.cosigning import Receipt
from registry.database import Registry
from registry.destination import check_destination
from registry.errors import AssayError
from registry.principals import find_principal
from registry.tables import ExternalAnchor, Principal
from registry.views.base import View

TAKEN = "Name another file: each anchor stands in its own, and 'assay audit anchors' lists them."


class AnchorKind(StrEnum):
    """Where an anchor is."""

    FILE = "file"
    GIT = "git"
    COSIGN = "cosign"


class AnchorStanding(StrEnum):
    """Whether what stands outside says what the registry says that it does."""

    AGREES = "agrees"
    DIFFERS = "differs"
    OUT_OF_REACH = "out of reach"


class AnchorView(View):
    """An anchor. `place` is a file, a repository with a tag, or the log of who cosigned."""

    id: str
    kind: str
    size: int
    root: str
    place: str
    anchored_at: datetime
    anchored_by: str


class AnchorCheck(View):
    """How an anchor stands now, and why where it does not agree."""

    id: str
    kind: str
    size: int
    place: str
    standing: AnchorStanding
    message: str = ""


def anchor_to_file(registry: Registry, actor: str, file: Path, project: Path) -> AnchorView:
    """Write the log's newest checkpoint to a file outside the project, and record where it is.

    Raises AssayError as `check_destination` does, `role.missing` or `checkpoint.write`.
    """
    check_destination(file, project, suffixes=(".json",), overwrite=False, taken=TAKEN)
    if file.resolve().is_relative_to(project.resolve()):
        raise AssayError(
            "anchor.inside",
            f"{file} lies in the project's own folder: whoever can change the log could change it.",
            "Name a file on another disk, machine or account.",
        )
    made = registry.checkpoint()
    made.to_file(file)
    return _record(registry, actor, AnchorKind.FILE, made, str(file.resolve()), made.as_text)


def anchor_in_git(registry: Registry, actor: str, repository: Path, tag: str = "") -> AnchorView:
    """Write the log's newest checkpoint into an annotated tag of a Git repository.

    The tag is on the repository's present commit; nothing is pushed and no hook is run. Raises
    AssayError `git.missing`, `git.repository`, `git.tag` or `role.missing`.
    """
    git_tags.require_repository(repository)
    made = registry.checkpoint()
    name = tag or git_tags.tag_name(made)
    git_tags.write_tag(repository, name, made.as_text)
    place = git_tags.place_of(repository, name)
    return _record(registry, actor, AnchorKind.GIT, made, place, made.as_text)


def receive(registry: Registry, actor: str, receipt: Receipt) -> AnchorView:
    """Keep another Assay's cosignature over a checkpoint of this log as an anchor.

    Raises AssayError `cosign.signature`, `cosign.other_log`, `cosign.unknown_checkpoint` or
    `cosign.key` where the cosigner signed with another key before.
    """
    receipt.require_signed()
    with registry.read() as session:
        receipt.require_own(session)
        for row in _of_kind(session, AnchorKind.COSIGN, receipt.cosigner):
            earlier = Receipt.from_text(row.receipt_json, "an earlier cosignature")
            if earlier.cosigner_key != receipt.cosigner_key:
                raise AssayError(
                    "cosign.key",
                    f"'{receipt.cosigner}' signed with another key before.",
                    "Ask its holder whether the key of its log was changed, and why.",
                )
    return _record(
        registry,
        actor,
        AnchorKind.COSIGN,
        receipt.checkpoint,
        receipt.cosigner,
        receipt.canonical,
    )


def list_anchors(session: Session) -> tuple[AnchorView, ...]:
    """All anchors, the oldest first."""
    rows = session.exec(
        select(ExternalAnchor, Principal.name)
        .join(Principal, col(Principal.id) == col(ExternalAnchor.anchored_by))
        .order_by(col(ExternalAnchor.id))
    ).all()
    return tuple(_view(row, name) for row, name in rows)


def check_anchors(session: Session) -> Iterator[AnchorCheck]:
    """Look at what each anchor's place says now. Reads files and repositories, and never writes."""
    rows = session.exec(select(ExternalAnchor).order_by(col(ExternalAnchor.id))).all()
    outside = altered(session, ExternalAnchor, [row.id for row in rows])
    for row in rows:
        if row.id in outside:
            standing, message = AnchorStanding.DIFFERS, "Its record was changed behind the log."
        else:
            standing, message = _look(row)
        yield AnchorCheck(
            id=row.id,
            kind=row.kind,
            size=row.size,
            place=row.place,
            standing=standing,
            message=message,
        )


def _look(row: ExternalAnchor) -> tuple[AnchorStanding, str]:
    try:
        outside = _outside(row)
    except AssayError as error:
        return AnchorStanding.OUT_OF_REACH, error.message
    if outside is None:
        return AnchorStanding.DIFFERS, "Its signature does not hold."
    if (outside.size, outside.root) != (row.size, row.root):
        return (
            AnchorStanding.DIFFERS,
            f"What stands there is a checkpoint at {outside.size} events with another root.",
        )
    return AnchorStanding.AGREES, ""


def _outside(row: ExternalAnchor) -> Checkpoint | None:
    """The checkpoint as it stands outside; None for a cosignature that does not hold."""
    if row.kind == AnchorKind.FILE:
        return Checkpoint.from_file(Path(row.place))
    if row.kind == AnchorKind.GIT:
        return git_tags.read_tag(*git_tags.from_place(row.place))
    receipt = Receipt.from_text(row.receipt_json, "the stored cosignature")
    return receipt.checkpoint if receipt.holds else None


def _record(
    registry: Registry, actor: str, kind: AnchorKind, made: Checkpoint, place: str, receipt: str
) -> AnchorView:
    details: dict[str, str | int] = {"size": made.size, "root": made.root}
    with registry.transact(actor, "anchor.written", details) as session:
        principal = find_principal(session, actor)
        row = ExternalAnchor(
            kind=kind.value,
            size=made.size,
            root=made.root,
            place=place,
            receipt_json=canonical_json(json.loads(receipt)),
            anchored_by=principal.id,
        )
        session.add(row)
        return _view(row, principal.name)


def _of_kind(session: Session, kind: AnchorKind, place: str) -> list[ExternalAnchor]:
    query = select(ExternalAnchor).where(
        ExternalAnchor.kind == kind.value, ExternalAnchor.place == place
    )
    return list(session.exec(query).all())


def _view(row: ExternalAnchor, name: str) -> AnchorView:
    return AnchorView(
        **row.model_dump(include={"id", "kind", "size", "root", "place", "anchored_at"}),
        anchored_by=name,
    )
