"""Whether data was withdrawn, and the refusal to use it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from registry.errors import AssayError
from registry.reading import recalled
from registry.resolve import resolve_dataset
from registry.tables import (
    DatasetSnapshot,
    DatasetSource,
    DatasetWithdrawal,
    ModelVersion,
    Run,
)


def withdrawal_of(session: Session, dataset_id: str) -> DatasetWithdrawal | None:
    """The withdrawal of a snapshot, or of another with the same content; None where is none.

    The same data imported again under another name is still the same data.
    """
    dataset = session.get_one(DatasetSnapshot, dataset_id)
    query = (
        select(DatasetWithdrawal)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(DatasetWithdrawal.dataset_id))
        .where(DatasetSnapshot.fingerprint == dataset.fingerprint)
        .order_by(col(DatasetWithdrawal.id))
    )
    key = (withdrawal_of, dataset.fingerprint)
    return recalled(session, key, lambda: session.exec(query).first())


def withdrawal_under(session: Session, version: ModelVersion) -> DatasetWithdrawal | None:
    """The withdrawal of the data that a version was trained on; None where it may be used."""
    return withdrawal_of(session, session.get_one(Run, version.run_id).dataset_id)


def withdrawn_reasons(session: Session) -> dict[str, str]:
    """Why data was withdrawn, by the fingerprint of its content."""
    found = session.exec(
        select(DatasetSnapshot.fingerprint, DatasetWithdrawal.reason)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(DatasetWithdrawal.dataset_id))
        .order_by(col(DatasetWithdrawal.id).desc())
    ).all()
    return dict(found)


def reasons_under(session: Session, version_ids: Sequence[str]) -> dict[str, str]:
    """Why the data of these versions was withdrawn, by version id; those left out may be used."""
    reasons = withdrawn_reasons(session)
    if not reasons:
        return {}
    found = session.exec(
        select(ModelVersion.id, DatasetSnapshot.fingerprint)
        .join(Run, col(Run.id) == col(ModelVersion.run_id))
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(Run.dataset_id))
        .where(col(ModelVersion.id).in_(version_ids))
    ).all()
    return {key: reasons[content] for key, content in found if content in reasons}


def require_data_in_use(session: Session, version: ModelVersion) -> None:
    """Raise AssayError `dataset.withdrawn` for a version whose data was withdrawn."""
    found = withdrawal_under(session, version)
    if found is not None:
        raise _refusal(session, found, "The version was trained on data that was withdrawn")


def usable_dataset(session: Session, reference: str) -> DatasetSnapshot:
    """A data snapshot that may be trained on.

    Raises AssayError `dataset.withdrawn`, and what `resolve_dataset` raises.
    """
    dataset = resolve_dataset(session, reference)
    found = withdrawal_of(session, dataset.id)
    if found is not None:
        raise _refusal(session, found, f"The data '{dataset.name}' was withdrawn")
    return dataset


def require_file_in_use(session: Session, sha256: str) -> None:
    """Raise AssayError `dataset.withdrawn` for a file whose content was imported and withdrawn."""
    fingerprints = (
        select(DatasetSnapshot.fingerprint)
        .join(DatasetSource, col(DatasetSource.dataset_id) == col(DatasetSnapshot.id))
        .where(DatasetSource.sha256 == sha256)
    )
    found = session.exec(
        select(DatasetWithdrawal)
        .join(DatasetSnapshot, col(DatasetSnapshot.id) == col(DatasetWithdrawal.dataset_id))
        .where(col(DatasetSnapshot.fingerprint).in_(fingerprints))
        .order_by(col(DatasetWithdrawal.id))
    ).first()
    if found is not None:
        raise _refusal(session, found, "The file holds data that was withdrawn")


def _refusal(session: Session, withdrawal: DatasetWithdrawal, what: str) -> AssayError:
    name = session.get_one(DatasetSnapshot, withdrawal.dataset_id).name
    return AssayError(
        "dataset.withdrawn",
        f"{what} ('{name}', {withdrawal.withdrawn_at:%Y-%m-%d}): {withdrawal.reason.rstrip('.')}.",
        "Use other data: a withdrawal is for good.",
    )
