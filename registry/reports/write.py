"""Writes the audit report of a version to a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

from registry.destination import check_destination, whole_file
from registry.guards import require_as_logged
from registry.principals import find_principal
from registry.project import Project
from registry.reports.parts import Report
from registry.reports.report import build_report
from registry.resolve import resolve_version
from registry.views import View

SUFFIXES = (".html", ".pdf")


class WrittenReport(View):
    """A report that was written: where, how large, and how complete it is."""

    version: str
    file: str
    bytes: int
    sha256: str
    sections: int
    complete: int
    score: int
    missing: tuple[str, ...]


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
    content = _render(report, out.suffix.lower())
    with whole_file(out) as temporary:
        temporary.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    with project.registry.transact(
        principal.id, "report.written", {"version": row.id, "sha256": digest}
    ):
        pass
    return WrittenReport(
        version=row.id,
        file=str(out),
        bytes=len(content),
        sha256=digest,
        sections=len(report.sections),
        complete=report.with_evidence,
        score=report.score,
        missing=tuple(one.title for one in report.sections if one.standing == "missing"),
    )


def _render(report: Report, suffix: str) -> bytes:
    """The file's bytes; only the writer that is wanted is loaded."""
    if suffix == ".pdf":
        from registry.reports.pdf import render_pdf

        return render_pdf(report)
    from registry.reports.html import render_html

    return render_html(report).encode("utf-8")
