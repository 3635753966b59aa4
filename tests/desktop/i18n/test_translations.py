"""The translations are complete, fit the sources, and hold every word that stands on screen."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop.actions import ACTIONS, MENU_TITLES, Menu
from desktop.i18n.language import Language
from desktop.i18n.text import Text
from tests.desktop.i18n.conftest import Speak
from tools import translations

LANGUAGES = ("en", "pt_BR")
ACCESS_KEY = re.compile(r"&(?!&)(.)")


class Message(NamedTuple):
    """One entry of a Linguist file; `forms` are all its texts in the other language."""

    context: str
    source: str
    plural: bool
    unfinished: bool
    forms: tuple[str, ...]


def messages(language: str) -> list[Message]:
    found = []
    for context in ET.parse(translations.FILES[language]).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            found.append(
                Message(
                    context.findtext("name") or "",
                    message.findtext("source") or "",
                    message.get("numerus") == "yes",
                    translation.get("type") is not None,
                    tuple(forms or [translation.text or ""]),
                )
            )
    return found


def translated(language: str) -> list[Message]:
    return [one for one in messages(language) if not one.unfinished]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def access_keys(text: str) -> list[str]:
    return [key.lower() for key in ACCESS_KEY.findall(text.replace("&&", ""))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_every_text_of_the_source_code_and_no_other(language: str) -> None:
    wanted = translations.up_to_date(language, translations.find_texts())
    there = translations.FILES[language].read_text(encoding="utf-8")
    assert there == wanted, "run: python -m tools.translations"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    assert [one for one in messages(language) if one.unfinished or not all(one.forms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_with_a_count_have_a_form_for_one_and_for_many(language: str) -> None:
    assert [one for one in messages(language) if len(one.forms) != (2 if one.plural else 1)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_placeholder_is_in_the_translation_too(language: str) -> None:
    def fits(message: Message, form: str, place: int) -> bool:
        wanted = placeholders(message.source)
        # English says it of exactly one; Portuguese of none and one.
        spared = {"n"} if language == "en" and message.plural and place == 0 else set()
        return wanted - spared <= placeholders(form) <= wanted

    assert [
        (message.source, form)
        for message in translated(language)
        for place, form in enumerate(message.forms)
        if not fits(message, form, place)
    ] == []


def test_a_text_has_an_access_key_in_both_languages_or_in_neither() -> None:
    differing = [
        one
        for one in translated("pt_BR")
        if any(len(access_keys(form)) != len(access_keys(one.source)) for form in one.forms)
    ]
    assert differing == []


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.PORTUGUESE])
def test_each_access_key_is_there_once_in_a_menu(speak: Speak, language: Language) -> None:
    speak(language)
    menus: dict[str, list[Text]] = {"menu bar": list(MENU_TITLES.values())}
    for menu in Menu:
        menus[menu] = [action.text for action in ACTIONS if action.menu is menu]
    for menu, texts in menus.items():
        keys = Counter(key for text in texts for key in access_keys(text()))
        assert all(access_keys(text()) for text in texts), menu
        assert [key for key, times in keys.items() if times > 1] == [], menu


def test_spaces_and_marks_at_the_ends_are_kept() -> None:
    def ends(text: str) -> tuple[bool, bool, bool]:
        return text.endswith("…"), text.startswith(" "), text.endswith(" ")

    assert [
        one
        for one in messages("pt_BR")
        if any(ends(form) != ends(one.source) for form in one.forms)
    ] == []


@pytest.mark.parametrize(
    "call",
    ["T('Page', words)", "T('Page', f'{n} rows')", "N('Page', 'a' + 'b')", "T(*both)", "T('Page')"],
)
def test_what_is_not_literal_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, call: str
) -> None:
    (tmp_path / "page.py").write_text(f"TEXT = {call}\n", encoding="utf-8")
    monkeypatch.setattr(translations, "DESKTOP", tmp_path)
    with pytest.raises(SystemExit, match=r"page.py:1: [TN] takes two literals"):
        translations.find_texts()


def test_a_text_is_with_plural_forms_or_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "page.py").write_text("T('P', '{n} rows')\nN('P', '{n} rows')\n", encoding="utf-8")
    monkeypatch.setattr(translations, "DESKTOP", tmp_path)
    with pytest.raises(SystemExit, match=r"page.py:2"):
        translations.find_texts()


def test_what_lupdate_cannot_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "page.py").write_text(r"T('P', 'a \N{EN DASH} b')" + "\n", encoding="utf-8")
    monkeypatch.setattr(translations, "DESKTOP", tmp_path)
    with pytest.raises(SystemExit, match="plain letters"):
        translations.find_texts()


def test_what_was_translated_stays_when_texts_come_and_go(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "some.ts"
    monkeypatch.setitem(translations.FILES, "pt_BR", file)
    key, gone = ("Page", "Rows"), ("Page", "Gone")
    both = translations.Found([gone, key], frozenset())
    file.write_text(
        translations.up_to_date("pt_BR", both).replace(
            '<source>Rows</source>\n            <translation type="unfinished"></translation>',
            "<source>Rows</source>\n            <translation>Linhas</translation>",
        ),
        encoding="utf-8",
    )
    many = ("Page", "{n} rows")
    after = translations.up_to_date("pt_BR", translations.Found([key, many], frozenset({many})))
    assert "Linhas" in after
    assert "Gone" not in after
    assert after.count("<numerusform>") == 2
    assert after.count("unfinished") == 1


ON_SCREEN = {
    "setText", "setToolTip", "setStatusTip", "setWindowTitle", "setAccessibleName", "setTitle",
    "setAccessibleDescription", "setPlaceholderText", "setInformativeText", "setLabelText",
    "addAction", "addMenu", "addTab", "addItem", "setTabText", "setItemText", "setSuffix",
    "setPrefix", "showMessage", "QLabel", "QPushButton", "QToolButton", "QCheckBox",
    "QRadioButton", "QGroupBox", "QAction", "QMenu",
}  # fmt: skip
"""Calls whose arguments a person reads."""


def bare_words(file: Path) -> Iterator[str]:
    """Literals with letters that are put on screen as they stand: no product's name, no id."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        for given in node.args if name in ON_SCREEN else ():
            for part in ast.walk(given):
                if isinstance(part, ast.Call):
                    break
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and re.search("[A-Za-z]{2}", part.value)
                    and not re.fullmatch(r"Assay|[a-z]+\.[a-z]+", part.value)
                ):
                    yield f"{file.name}:{node.lineno}: {part.value}"


def test_no_words_are_put_on_screen_past_the_translations() -> None:
    assert [words for file in translations.sources() for words in bare_words(file)] == []


def test_texts_are_declared_where_the_extraction_finds_them() -> None:
    """`Text` itself is made by `T` and `N`; elsewhere only without a context, from said words."""
    hidden = []
    for file in translations.sources():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
                context = node.args[0] if node.args else None
                if not (isinstance(context, ast.Constant) and context.value == ""):
                    hidden.append((file.name, node.lineno))
    assert {name for name, _ in hidden} == {"text.py"}
