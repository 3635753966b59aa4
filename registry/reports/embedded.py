"""A report's own data inside its file: so that a machine can read what a person sees.

An HTML report carries it as a data block, a PDF as an attached file. It is the whole typed report
but for the bytes of its figures, which are named by their SHA-256.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from html.parser import HTMLParser

from pydantic import ValidationError

from registry.canonical import canonical_json
from registry.errors import AssayError, first_fault
from registry.keys import is_key
from registry.outside_json import read_json
from registry.reports.parts import Report

FORMAT = "assay.report/1"
ELEMENT = "assay-report"
ATTACHMENT = "assay-report.json"
LARGEST_FILE = 200_000_000
LARGEST_DATA = 50_000_000
FIGURES = {"sections": {"__all__": {"blocks": {"__all__": {"svg"}}}}}
"""What a dump leaves out: the bytes of figures."""
_ATTACHED = re.compile(rb"/Type\s*/EmbeddedFile\b")
_HEADER = 2_000
"""Bytes that the dictionary of an attached file has at most."""
Figure = Callable[[str], bytes]
"""A figure's bytes by their SHA-256."""


def embedded_json(report: Report) -> str:
    """The report as one line of ASCII JSON."""
    data = report.model_dump(mode="json", exclude=FIGURES)
    return canonical_json({"format": FORMAT, "report": data})


def escaped(text: str) -> str:
    """JSON that can stand in an HTML element: nothing in it closes one or opens another."""
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def embedded_in(content: bytes) -> str:
    """The data of a report's file, HTML or PDF. Raises AssayError `report.no_data`."""
    if len(content) > LARGEST_FILE:
        raise AssayError("report.no_data", "The file is larger than a report is.")
    if content.startswith(b"%PDF-"):
        return _of_pdf(content)
    try:
        page = _Data()
        page.feed(content.decode("utf-8"))
        page.close()
    except UnicodeDecodeError:
        raise _no_data("it is neither HTML in UTF-8 nor PDF") from None
    if len(page.found) != 1:
        raise _no_data(f"it holds {len(page.found)} blocks of data instead of one")
    return page.found[0]


def read_embedded(text: str, figure: Figure) -> Report:
    """The report that the data are. Raises AssayError `report.no_data`, and as `figure` does."""
    try:
        data = read_json(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise _no_data(f"its data are not of the format {FORMAT}")
        for section in data["report"]["sections"]:
            for block in section["blocks"]:
                if block["type"] == "figure":
                    block["svg"] = figure(str(block["sha256"]))
        report = Report.model_validate(data["report"])
    except ValidationError as error:
        raise _no_data(first_fault(error)) from None
    except (ValueError, KeyError, TypeError):
        raise _no_data("its data are no report") from None
    if not is_key(report.version_id):
        raise _no_data("it is on no version")
    return report


class _Data(HTMLParser):
    """The texts of the data elements of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and ("id", ELEMENT) in attrs:
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def _of_pdf(content: bytes) -> str:
    """The one attached file, as the PDF writer packs it.

    Dictionaries of streams are never inside other streams, so they can be searched for.
    """
    found = list(_ATTACHED.finditer(content))
    if len(found) != 1:
        raise _no_data(f"it has {len(found)} attached files instead of one")
    at = found[0].start()
    start = content.rfind(b" obj", max(0, at - _HEADER), at)
    begin = content.find(b"stream", at, at + _HEADER)
    if start < 0 or begin < 0 or b"/FlateDecode" not in content[start:begin]:
        raise _no_data("its attached file is not packed as Assay does it")
    begin += len(b"stream")
    begin += 2 if content[begin : begin + 2] == b"\r\n" else 1
    inflate = zlib.decompressobj()
    try:
        raw = inflate.decompress(content[begin:], LARGEST_DATA)
        if not inflate.eof:
            raise _no_data("its attached file is cut off or too large")
        return raw.decode("ascii")
    except (zlib.error, UnicodeDecodeError):
        raise _no_data("its attached file cannot be unpacked to JSON in ASCII") from None


def _no_data(why: str) -> AssayError:
    return AssayError(
        "report.no_data",
        f"The file is no report that can be re-performed: {why}.",
        "Give a report that this Assay wrote: assay report VERSION -o FILE",
    )
