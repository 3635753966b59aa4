"""What a reader of an HTML report sees, as a list of texts: to be held against its own data."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "title"})
_VOID = frozenset({"meta", "img", "br", "link", "input", "hr"})


@dataclass(frozen=True)
class Seen:
    """A run of text with the heading that it stands under."""

    place: str
    text: str


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[Seen] = []
        self._open: list[str] = []
        self._parts: list[str] = []
        self._place = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._flush()
        if tag == "img":
            self.seen.append(Seen(self._place, dict(attrs).get("src") or ""))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._flush()
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not _UNSEEN & set(self._open):
            self._parts.append(data)

    def _flush(self) -> None:
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if not text:
            return
        if self._open and self._open[-1] in ("h1", "h2"):
            self._place = text
        self.seen.append(Seen(self._place, text))


def seen_in(page: str) -> list[Seen]:
    """The texts of a page in their order, and where its images come from."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    return parser.seen


def differing(page: str, made: str) -> list[tuple[str, str, str]]:
    """Where a page shows another text than one made anew: place, what it shows, what it should."""
    here, there = seen_in(page), seen_in(made)
    found = []
    matcher = difflib.SequenceMatcher(
        None, [one.text for one in here], [one.text for one in there], autojunk=False
    )
    for tag, one, two, three, four in matcher.get_opcodes():
        if tag == "equal":
            continue
        for at in range(max(two - one, four - three)):
            shown = here[one + at] if one + at < two else None
            due = there[three + at] if three + at < four else None
            place = (shown or due or Seen("", "")).place
            found.append((place, shown.text if shown else "", due.text if due else ""))
    return found
