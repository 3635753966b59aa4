"""Text that no database holds is asked for like any other, and is not found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import Session, col

from registry.aliases import alias_history
from registry.database import Registry
from registry.errors import AssayError
from registry.id_ends import find_by_end
from registry.paging import ids_after
from registry.principals import find_anybody, find_principal
from registry.resolve import (
    resolve_dataset,
    resolve_deployment,
    resolve_model,
    resolve_request,
    resolve_run,
    resolve_version,
)
from registry.signing_keys import find_signing_key
from registry.tables import ModelVersion, Principal

NO_TEXT = ("ada\0", "\0", "abcdef12\0", "ada\ud800")
"""A NUL, which PostgreSQL refuses; half a character, which no driver encodes."""
ASKED: dict[str, Callable[[Session, str], object]] = {
    "principal.unknown": find_principal,
    "version.unknown": lambda session, text: resolve_version(session, f"{text}/1"),
    "request.unknown": resolve_request,
    "run.unknown": resolve_run,
    "dataset.unknown": resolve_dataset,
    "deployment.unknown": resolve_deployment,
    "model.unknown": lambda session, text: alias_history(session, text, "champion"),
    "key.unknown": lambda session, text: find_signing_key(session, f"{text}12345678"),
}


@pytest.mark.parametrize("text", NO_TEXT, ids=ascii)
def test_what_no_database_holds_is_unknown(registry: Registry, text: str) -> None:
    for code, ask in ASKED.items():
        with pytest.raises(AssayError) as refused, registry.read() as session:
            ask(session, text)
        assert refused.value.code == code
    with pytest.raises(AssayError) as refused, registry.read() as session:
        find_by_end(session, Principal, f"{text}123456", "act.unknown", "act", "assay admin list")
    assert refused.value.code == "act.unknown"
    with registry.read() as session:
        assert ids_after(session, col(ModelVersion.id), [], 9, text) == []
    for find in (find_anybody, resolve_model):
        with pytest.raises(AssayError, match="no"), registry.read() as session:
            find(session, text)


@pytest.mark.parametrize("registry_url", ["postgresql"], indirect=True)
def test_who_acts_by_no_text_is_refused_without_a_trace_of_the_driver(registry: Registry) -> None:
    with pytest.raises(AssayError) as refused, registry.transact("ad\0a", "test.done", {"n": 1}):
        pass
    assert refused.value.code == "record.refused"
