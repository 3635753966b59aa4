"""Writes the audit report or the model card of a version to a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from registry.destination import check_destination, whole_file
from registry.guards import require_as_logged
from registry.principals import find_principal
from registry.project import Project
from registry.reports.card import build_card
from registry.reports.completeness import Completeness, completeness_of
from registry.reports.parts import Card, Report
from registry.reports.report import build_report
from registry.resolve import resolve_version
from registry.views.base import View

SUFFIXES = (".html", ".pdf")
CARD_SUFFIXES = (".html", ".pdf", ".md")


class WrittenFile(View):
    """A file that was written about a version: where, how large, and its digest."""

    version: str
    file: str
    bytes: int
    sha256: str


class WrittenReport(WrittenFile, Completeness):
    """A report that was written, and how complete it is."""


def write_report(
    project: Project, actor: str, version: str, out: Path, *, overwrite: bool = False
) -> WrittenReport:
    """Write the report on a version as one self-contained file, and log its digest.

    The suffix of `out` says which: `.html` or `.pdf`.

    The file appears whole or not at all. Raises AssayError as `check_destination` does,
    `file.unwritable`, `report.pdf`, `record.tampered`, `version.unknown` and `principal.unknown`.
    """
    check_destination(out, project.path, suffixes=SUFFIXES, overwrite=overwrite)
    with project.registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_version(session, version)
        require_as_logged(session, row)
        report = build_report(session, project.artifacts, row, principal.name)
    written = _write(
        project, principal.id, "report.written", row.id, out, _render(report, out.suffix.lower())
    )
    return WrittenReport(**written.model_dump(), **completeness_of(report).model_dump())


def write_card(
    project: Project, actor: str, version: str, out: Path, *, overwrite: bool = False
) -> WrittenFile:
    """Write the model card of a version, and log its digest: `.html`, `.pdf` or `.md`.

    Raises AssayError as `write_report`.
    """
    check_destination(out, project.path, suffixes=CARD_SUFFIXES, overwrite=overwrite)
    with project.registry.read() as session:
        principal = find_principal(session, actor)
        row = resolve_version(session, version)
        require_as_logged(session, row)
        card = build_card(session, project.artifacts, row, principal.name)
    content = _render_card(card, out.suffix.lower())
    return _write(project, principal.id, "card.written", row.id, out, content)


def _write(
    project: Project, principal_id: str, action: str, version_id: str, out: Path, content: bytes
) -> WrittenFile:
    digest = hashlib.sha256(content).hexdigest()
    details = {"version": version_id, "sha256": digest}
    with whole_file(out) as temporary:
        temporary.write_bytes(content)
        with project.registry.transact(principal_id, action, details):
            pass
    return WrittenFile(version=version_id, file=str(out), bytes=len(content), sha256=digest)


def _render(report: Report, suffix: str) -> bytes:
    """The file's bytes; only the writer that is wanted is loaded."""
    if suffix == ".pdf":
        from registry.reports.pdf import render_pdf

        return render_pdf(report)
    from registry.reports.html import render_html

    return render_html(report).encode("utf-8")


def _render_card(card: Card, suffix: str) -> bytes:
    if suffix == ".pdf":
        from registry.reports.pdf import render_card_pdf

        return render_card_pdf(card)
    if suffix == ".md":
        from registry.reports.markdown import render_card_markdown

        return render_card_markdown(card).encode("utf-8")
    from registry.reports.html import render_card_html

    return render_card_html(card).encode("utf-8")
