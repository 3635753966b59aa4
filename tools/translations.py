"""Bring the Qt Linguist files up to date with the source code: `python -m tools.translations`.

`pyside6-lupdate` finds the texts. It knows nothing of the plural forms of `N`, so these are marked
here, and it passes over what it cannot read, so that is refused here. What was translated before
stays; what is no longer in the code goes; what is new is marked unfinished. With `--check` nothing
is written and the exit code says whether all is up to date.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
DESKTOP = ROOT / "desktop"
FILES = {language: DESKTOP / "i18n" / f"assay_{language}.ts" for language in ("en", "pt_BR")}
FORMS = 2
"""Both languages have two forms."""

Key = tuple[str, str]


class Found(NamedTuple):
    """The texts of the source code: all of them in order, and which have plural forms."""

    texts: list[Key]
    plural: frozenset[Key]


def sources() -> list[Path]:
    """The modules whose texts are translated."""
    return sorted(DESKTOP.rglob("*.py"))


def find_texts() -> Found:
    """What `pyside6-lupdate` finds, and the plurals among it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "found.ts"
        program = Path(sys.executable).parent / "pyside6-lupdate"
        subprocess.run(
            [
                str(program),
                "-tr-function-alias",
                "QT_TRANSLATE_NOOP+=T",
                "-tr-function-alias",
                "translate+=N",
                *map(str, sources()),
                "-ts",
                str(file),
            ],
            check=True,
            capture_output=True,
        )
        texts = [key for key, _ in _messages(file)]
    declared = _declared()
    if missed := sorted(declared.keys() - set(texts)):
        raise SystemExit(f"pyside6-lupdate does not find {missed}: write them in plain letters.")
    return Found(sorted(texts), frozenset(key for key in declared if declared[key]))


def up_to_date(language: str, found: Found) -> str:
    """The language's file as it should be; English holds the plural forms only."""
    file = FILES[language]
    known = dict(_messages(file)) if file.exists() else {}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for key in found.texts:
        plural = key in found.plural
        if language == "en" and not plural:
            continue
        context, source = key
        if context not in contexts:
            contexts[context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[context], "name").text = context
        message = ET.SubElement(contexts[context], "message")
        if plural:
            message.set("numerus", "yes")
        ET.SubElement(message, "source").text = source
        message.append(_translation(known.get(key), plural))
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n'


def _translation(known: ET.Element | None, plural: bool) -> ET.Element:
    if known is not None:
        forms = known.findall("numerusform")
        if (plural and len(forms) == FORMS) or (not plural and not forms):
            known.tail = None
            return known
    fresh = ET.Element("translation", type="unfinished")
    for _ in range(FORMS if plural else 0):
        ET.SubElement(fresh, "numerusform")
    return fresh


def _messages(file: Path) -> list[tuple[Key, ET.Element]]:
    found = []
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found.append(((name, message.findtext("source") or ""), translation))
    return found


def _declared() -> dict[Key, bool]:
    """The texts of every call of `T` and `N`, and whether they have plural forms.

    Raises SystemExit where an argument is not literal, or one text stands with both.
    """
    declared: dict[Key, bool] = {}
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in {"T", "N"}:
                continue
            place = f"{file}:{node.lineno}"
            values = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if len(values) != 2 or node.keywords or not all(isinstance(one, str) for one in values):
                raise SystemExit(f"{place}: {node.func.id} takes two literals.")
            key, plural = (str(values[0]), str(values[1])), node.func.id == "N"
            if declared.setdefault(key, plural) != plural:
                raise SystemExit(f"{place}: {key} stands with T and with N.")
    return declared


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    wanted = parser.parse_args()
    found = find_texts()
    stale = False
    for language, file in FILES.items():
        text = up_to_date(language, found)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale = True
            if not wanted.check:
                file.write_text(text, encoding="utf-8")
        unfinished = text.count('type="unfinished"')
        print(f"{file.name}: {unfinished} unfinished")
    return 1 if wanted.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
