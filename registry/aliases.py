"""Aliases: names within a model that point to a version. Who may move them, and to what."""

from __future__ import annotations

import re
from datetime import datetime

from sqlmodel import Session, select

from registry.artifacts import ArtifactStore
from registry.database import Registry
from registry.errors import AssayError
from registry.guards import read_manifest, verify_files
from registry.lifecycle import VersionState
from registry.principals import find_principal
from registry.resolve import resolve_model, resolve_version
from registry.right_of_use import require_right_of_use
from registry.roles import Right, require_right
from registry.tables import Alias, AliasChange, ModelVersion, Principal, RegisteredModel, utcnow
from registry.use import APPROVAL, CHAMPION
from registry.use_queries import alias_changes
from registry.use_queries import aliases as alias_views
from registry.views.use import AliasChangeView, AliasView
from registry.withdrawn import require_data_in_use, withdrawal_under

REASON_CHARACTERS = 4000
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_Seen = tuple[str | None, bool, datetime] | None


def set_alias(
    registry: Registry,
    artifacts: ArtifactStore,
    actor: str,
    model: str,
    name: str,
    version: str,
    *,
    reason: str = "",
    protect: bool | None = None,
) -> AliasView:
    """Point an alias at a version; `protect` makes it a protected one, or no longer one.

    `champion` is always protected. A protected alias takes only a version that is in force and
    whose files are whole (guard 5), and a reason. An unprotected one takes any version whose data
    was not withdrawn.

    Raises AssayError `alias.name`, `alias.reason`, `alias.other_model`, `alias.unchanged`,
    `alias.conflict`, `role.missing`, `use.refused`, `dataset.withdrawn`, `manifest.file`.
    """
    if _NAME.fullmatch(name) is None:
        raise AssayError(
            "alias.name",
            f"{name!r} cannot be an alias.",
            "Use 1 to 64 small letters, digits, _ and -; the first is a letter.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        model_row = resolve_model(session, model)
        row = resolve_version(session, version)
        _require_of_model(row, model_row, version)
        model_id, version_id = model_row.id, row.id
        seen = _seen(_find(session, model_id, name))
        was = seen is not None and seen[1]
        protected = name == CHAMPION or (was if protect is None else protect)
        _require_reason(name, reason, protected=was or protected)
        if seen is not None and seen[:2] == (version_id, protected):
            raise _unchanged(session, row, name)
        checked = None
        if protected:
            _require_approved(session, artifacts, row)
            checked = read_manifest(artifacts, row)
    if checked is not None:
        verify_files(artifacts, checked)
    event = "alias.promoted" if was or protected else "alias.set"
    details = {"model": model_id, "version": version_id}
    with registry.transact(actor_id, event, details, checkpoint=protected) as session:
        alias = _find(session, model_id, name)
        _require_as_seen(alias, seen, name)
        _require_allowed(session, actor_id, model_id, protected=was or protected)
        row = session.get_one(ModelVersion, version_id)
        require_data_in_use(session, row)
        if protected:
            _require_approved(session, artifacts, row)
        source = alias.version_id if alias else None
        alias = alias or Alias(model_id=model_id, name=name, set_by=actor_id)
        alias.version_id, alias.protected, alias.suspended_reason = version_id, protected, ""
        alias.set_by, alias.set_at = actor_id, utcnow()
        session.add(alias)
        session.add(_change(alias, "set", source, actor_id, reason))
        alias_id = alias.id
    return _view(registry, model_id, alias_id)


def clear_alias(registry: Registry, actor: str, model: str, name: str, reason: str) -> AliasView:
    """Let an alias point to no version; it keeps its history and its protection.

    Raises AssayError `alias.unknown`, `alias.reason`, `alias.unchanged`, `alias.conflict` or
    `role.missing`.
    """
    _require_reason(name, reason, protected=True)
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        alias = find_alias(session, model, name)
        model_id, alias_id, seen = alias.model_id, alias.id, _seen(alias)
        protected = alias.protected
        if alias.version_id is None:
            raise AssayError("alias.unchanged", f"The alias '{name}' points to no version already.")
    event = "alias.demoted" if protected else "alias.cleared"
    details = {"model": model_id}
    with registry.transact(actor_id, event, details, checkpoint=protected) as session:
        alias = session.get_one(Alias, alias_id)
        _require_as_seen(alias, seen, name)
        _require_allowed(session, actor_id, model_id, protected=protected)
        source, alias.version_id, alias.suspended_reason = alias.version_id, None, ""
        alias.set_by, alias.set_at = actor_id, utcnow()
        session.add(alias)
        session.add(_change(alias, "clear", source, actor_id, reason))
    return _view(registry, model_id, alias_id)


def list_aliases(session: Session, model: str | None = None) -> tuple[AliasView, ...]:
    """The aliases of a model, or of all. Raises AssayError `model.unknown`."""
    model_ids = None if model is None else [resolve_model(session, model).id]
    return alias_views(session, model_ids=model_ids)


def alias_history(session: Session, model: str, name: str) -> tuple[AliasChangeView, ...]:
    """Every move of an alias, the oldest first. Raises AssayError `alias.unknown`."""
    return alias_changes(session, alias_id=find_alias(session, model, name).id)


def find_alias(session: Session, model: str, name: str) -> Alias:
    """The alias of that name, set or not. Raises AssayError `model.unknown`, `alias.unknown`."""
    row = resolve_model(session, model)
    alias = _find(session, row.id, name)
    if alias is None:
        raise AssayError(
            "alias.unknown",
            f"The model '{row.name}' has no alias '{name}'.",
            f"'assay alias list {row.name}' lists those that it has.",
        )
    return alias


def _find(session: Session, model_id: str, name: str) -> Alias | None:
    return session.exec(select(Alias).where(Alias.model_id == model_id, Alias.name == name)).first()


def _seen(alias: Alias | None) -> _Seen:
    return None if alias is None else (alias.version_id, alias.protected, alias.set_at)


def _require_as_seen(alias: Alias | None, seen: _Seen, name: str) -> None:
    """Who moves an alias meant to move it from where it was: the second of two is told."""
    if _seen(alias) != seen:
        raise AssayError(
            "alias.conflict",
            f"Somebody moved the alias '{name}' at the same moment: nothing was changed now.",
            "Look where it points ('assay alias list') and decide again.",
        )


def _require_of_model(version: ModelVersion, model: RegisteredModel, reference: str) -> None:
    if version.model_id != model.id:
        raise AssayError(
            "alias.other_model",
            f"'{reference}' is no version of the model '{model.name}'.",
            "An alias points to a version of its own model.",
        )


def _unchanged(session: Session, version: ModelVersion, name: str) -> AssayError:
    hint = "There is nothing to do, unless another version was meant."
    if version.state == VersionState.SUSPENDED and withdrawal_under(session, version) is None:
        hint = f"Its suspension is lifted with: assay reinstate {version.id} --reason WHY"
    return AssayError(
        "alias.unchanged", f"The alias '{name}' points to that version already.", hint
    )


def _require_reason(name: str, reason: str, *, protected: bool) -> None:
    if len(reason) > REASON_CHARACTERS or (protected and not reason.strip()):
        raise AssayError(
            "alias.reason",
            f"Moving the alias '{name}' needs a reason (1 to {REASON_CHARACTERS:,} characters).",
            "Say why in a sentence, with --reason: it is kept.",
        )


def _require_allowed(session: Session, actor_id: str, model_id: str, *, protected: bool) -> None:
    right = Right.PROMOTE if protected else Right.ALIAS
    require_right(session, session.get_one(Principal, actor_id), right, model_id)


def _require_approved(session: Session, artifacts: ArtifactStore, version: ModelVersion) -> None:
    """Leave to use a version in need is no approval: it goes under no protected alias."""
    if require_right_of_use(session, artifacts, version).basis != APPROVAL:
        raise AssayError(
            "use.refused",
            "The version is not approved, and a protected alias takes no other.",
            "Have it approved first.",
        )


def _change(
    alias: Alias, action: str, source: str | None, actor_id: str, reason: str
) -> AliasChange:
    return AliasChange(
        alias_id=alias.id,
        action=action,
        source_id=source,
        target_id=alias.version_id,
        reason=reason.strip(),
        principal_id=actor_id,
    )


def _view(registry: Registry, model_id: str, alias_id: str) -> AliasView:
    with registry.read() as session:
        return next(one for one in alias_views(session, model_ids=[model_id]) if one.id == alias_id)
