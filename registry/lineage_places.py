"""The places of a lineage: records, and files outside that their bytes tell; how one is found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from sqlmodel import Session, col, select

from registry.batches import sha256_of
from registry.errors import AssayError
from registry.resolve import begins, resolve_dataset, resolve_model, resolve_version
from registry.tables import Artifact, DatasetSource, PredictionBatch, Record
from registry.tables.dataset import DatasetSnapshot

_HEX = re.compile(r"^[0-9a-f][0-9a-f-]{3,63}$")
_MOST_SAME = 1000


class Place:
    """A node together with how to go on from it: a record, a file by its SHA-256, or an address.

    A file is the same wherever it lies: what matters are its bytes. An address stands for what
    was imported before Assay kept the digests of files. `id` is the record's; files and addresses
    have a prefix instead.
    """

    def __init__(
        self, record: Record | None = None, *, sha256: str = "", address: str = ""
    ) -> None:
        self.record = record
        self.sha256 = sha256
        self.address = address
        file = f"file:{sha256}" if sha256 else f"source:{address}"
        self.id: str = file if record is None else record.id


def sources_of(session: Session, dataset: DatasetSnapshot) -> Sequence[Place]:
    """The files that a snapshot was imported from; its address where their bytes are not known."""
    query = select(DatasetSource).where(DatasetSource.dataset_id == dataset.id)
    files = session.exec(query.order_by(col(DatasetSource.id))).all()
    return [Place(sha256=one.sha256) for one in files] or [Place(address=dataset.source)]


def imports_of(session: Session, place: Place) -> Sequence[DatasetSnapshot]:
    """The snapshots that were imported from a file or an address, the oldest first."""
    query = select(DatasetSnapshot).order_by(col(DatasetSnapshot.id))
    known = select(DatasetSource.dataset_id)
    if place.sha256:
        of_file = known.where(DatasetSource.sha256 == place.sha256)
        return session.exec(query.where(col(DatasetSnapshot.id).in_(of_file))).all()
    at_address = query.where(DatasetSnapshot.source == place.address)
    return session.exec(at_address.where(col(DatasetSnapshot.id).not_in(known))).all()


def batches_from(session: Session, sha256: str, limit: int) -> Sequence[PredictionBatch]:
    """The batches that scored a file, the oldest first."""
    query = select(PredictionBatch).where(PredictionBatch.source_sha256 == sha256)
    return session.exec(query.order_by(col(PredictionBatch.id)).limit(limit)).all()


def batches_into(session: Session, sha256: str, limit: int) -> Sequence[PredictionBatch]:
    """The batches that wrote a file, the oldest first."""
    query = select(PredictionBatch).where(PredictionBatch.output_sha256 == sha256)
    return session.exec(query.order_by(col(PredictionBatch.id)).limit(limit)).all()


def find_places(
    session: Session, reference: str, tables: Sequence[type[Record]]
) -> Sequence[Place]:
    """What `reference` names: a version, model or snapshot; an id or a beginning; a file.

    Raises AssayError `lineage.unknown` or `lineage.ambiguous`.
    """
    for by_name in (resolve_version, resolve_model, resolve_dataset):
        try:
            return [Place(by_name(session, reference))]
        except AssayError as error:
            if error.code.endswith(".ambiguous"):
                raise AssayError("lineage.ambiguous", error.message, error.hint) from error
            if not error.code.endswith(".unknown"):
                raise
    found: list[Place] = []
    if _HEX.fullmatch(reference):
        records = _records(session, reference, tables)
        files = _files(session, reference)
        stored = _artifacts(session, reference)
        # The same content may be a file of several versions: that is one file with many uses.
        if not records and len({one.sha256 for one in stored} | set(files)) == 1:
            return [*map(Place, stored), *(Place(sha256=one) for one in files)]
        found = [*map(Place, [*records, *stored]), *(Place(sha256=one) for one in files)]
    found = found or _by_path(session, reference)
    if len(found) == 1:
        return found
    if found:
        ids = ", ".join(place.id.removeprefix("file:") for place in found[:5])
        raise AssayError(
            "lineage.ambiguous",
            f"'{reference}' stands for {len(found)} records: {ids}.",
            "Give more of the id, or one of these.",
        )
    raise AssayError(
        "lineage.unknown",
        f"There is nothing of the id or name '{reference}' in this project.",
        "'assay runs' and 'assay models' list what there is.",
    )


def _records(session: Session, reference: str, tables: Sequence[type[Record]]) -> list[Record]:
    found: list[Record] = []
    for table in tables:
        found += session.exec(select(table).where(begins(col(table.id), reference))).all()
    return found


def _artifacts(session: Session, reference: str) -> Sequence[Artifact]:
    query = select(Artifact).where(begins(col(Artifact.sha256), reference))
    return session.exec(query.limit(_MOST_SAME)).all()


def _files(session: Session, reference: str) -> list[str]:
    """The digests of files outside that begin so."""
    found: set[str] = set()
    for column in (
        col(DatasetSource.sha256),
        col(PredictionBatch.source_sha256),
        col(PredictionBatch.output_sha256),
    ):
        query = select(column).where(column.like(f"{reference}%")).distinct()
        found |= set(session.exec(query.limit(_MOST_SAME)).all())
    return sorted(found)


def _by_path(session: Session, reference: str) -> list[Place]:
    """A file of this machine by its bytes, or one that was read or written by that path or name."""
    path = Path(reference)
    if path.is_file():
        digest = sha256_of(path)
        stored = _artifacts(session, digest)
        if digest in _files(session, digest):
            return [Place(sha256=digest)]
        if stored:
            return [Place(one) for one in stored[:1]]
        raise AssayError(
            "lineage.unknown",
            f"Nothing is known here of a file with the bytes of '{reference}' (SHA-256 {digest}).",
            "Known are files that were imported, files that were scored, and what came of it. If "
            "it was edited since, its lineage ended there.",
        )
    known: set[str] = set()
    for held, of in (
        (col(PredictionBatch.source), col(PredictionBatch.source_sha256)),
        (col(PredictionBatch.output), col(PredictionBatch.output_sha256)),
    ):
        ending = held.endswith(reference, autoescape=True)
        for text, sha256 in session.exec(select(held, of).where(ending).distinct()).all():
            if _is_called(text, reference):
                known.add(sha256)
    named = select(DatasetSnapshot).where(
        col(DatasetSnapshot.source).endswith(reference, autoescape=True)
    )
    places: dict[str, Place] = {}
    for snapshot in session.exec(named).all():
        if _is_called(snapshot.source, reference):
            places |= {place.id: place for place in sources_of(session, snapshot)}
    places |= {place.id: place for place in (Place(sha256=one) for one in sorted(known))}
    return list(places.values())


def _is_called(path: str, reference: str) -> bool:
    if path == reference:
        return True
    return reference in (PurePosixPath(path).name, PureWindowsPath(path).name)
