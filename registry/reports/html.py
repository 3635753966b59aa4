"""A report as one HTML file that needs nothing outside itself."""

from __future__ import annotations

import base64
import unicodedata

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from registry.reports.embedded import ELEMENT, embedded_json, escaped
from registry.reports.outline import NO_CERTIFICATE
from registry.reports.parts import SHORT, Card, Report, Standing
from registry.reports.payloads import DIGEST
from registry.reports.words import (
    STANDING_WORDS,
    day,
    marks,
    moment,
    unsupported_words,
    written_words,
)


def render_html(report: Report) -> str:
    """The report as HTML text: styles inline, figures as data, no script, nothing fetched.

    The report's own data are in it as JSON, in a block that no browser runs.
    Every text is escaped by the template engine. Figures are SVG files of the artifact store and
    come in as images: a browser runs no script in an image and lets it fetch nothing, so a hostile
    SVG can do no more than look wrong. The page forbids both to itself as well.
    """
    embedded = Markup(escaped(embedded_json(report)))  # noqa: S704 - escaped for its element
    return _rendered("report.html", report=report, element=ELEMENT, embedded=embedded)


def render_card_html(card: Card) -> str:
    """The model card as HTML text, under the same rules as a report."""
    return _rendered("card.html", card=card)


def _rendered(template: str, **values: object) -> str:
    environment = Environment(
        loader=PackageLoader("registry.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    environment.filters["image"] = _image
    environment.filters["day"] = day
    environment.filters["moment"] = moment
    environment.filters["marks"] = marks
    environment.filters["written"] = written_words
    environment.filters["unsupported"] = unsupported_words
    environment.tests["digest"] = lambda text: DIGEST.fullmatch(text) is not None
    environment.filters["short"] = lambda digest: digest[:SHORT]
    environment.filters["slug"] = lambda section: f"section-{section.number}"
    style, _, _ = environment.loader.get_source(environment, "report.css")  # type: ignore[union-attr]
    return environment.get_template(template).render(
        style=style,
        standing_words=STANDING_WORDS,
        missing=Standing.MISSING,
        no_certificate=NO_CERTIFICATE,
        **values,
    )


def visible(value: object) -> object:
    """A text whose marks that work unseen (such as those that turn its direction) show as codes."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "".join(
        f"[U+{ord(letter):04X}]"
        if unicodedata.category(letter).startswith("C") and letter not in "\n\t"
        else letter
        for letter in value
    )


def _image(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode('ascii')}"
