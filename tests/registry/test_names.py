"""What a principal may be called, and what is refused since it could pose as another's id."""

from __future__ import annotations

import json
import unicodedata
from uuid import UUID

import pytest

from registry.errors import AssayError
from registry.keys import new_key
from registry.names import is_name, validate_name
from registry.written_names import named_in

AN_ID = UUID("01a20404-fa42-72c5-9b08-d7dbe6a9e56d")


@pytest.mark.parametrize(
    "name", ["ada", "a", "deadbeef", "ada.lovelace@example.org", "f" * 31, "a" * 63 + "z"]
)
def test_a_name_is_taken_as_it_is(name: str) -> None:
    assert validate_name(name) == name


@pytest.mark.parametrize(
    "name",
    [str(AN_ID), str(AN_ID).upper(), AN_ID.hex, AN_ID.hex * 2, f"{AN_ID.hex}-1"],
)
def test_a_name_that_looks_like_an_id_is_refused(name: str) -> None:
    assert not is_name(name)
    with pytest.raises(AssayError, match="look like an id") as refused:
        validate_name(name)
    assert refused.value.code == "principal.invalid_name"


@pytest.mark.parametrize("name", ["", "-a", "a-", "zoë", "a b", "a/b", "a" * 65, "a\n"])
def test_a_text_that_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(AssayError) as refused:
        validate_name(name)
    assert refused.value.code == "principal.invalid_name"


def test_a_key_as_the_registry_makes_them_is_no_name() -> None:
    assert not is_name(new_key())


@pytest.mark.parametrize(
    "text",
    [
        "asked by Zephyrina.Quux",
        "ZEPHYRINA.QUUX",
        "zephyrina  Quux, who left",
        "Zephyrina\n_Quux_",
        "Zephyrina\N{NO-BREAK SPACE}Quux",
        "Zephyrina\N{ZERO WIDTH SPACE}Quux",
        "ZephyrinaQuux",
        "Z\u00e9phyrina Quux",
        unicodedata.normalize("NFD", "Z\u00e9phyrina Quux"),
        "\N{MATHEMATICAL BOLD CAPITAL Z}ephyrina \N{FULLWIDTH LATIN CAPITAL LETTER Q}uux",
        json.dumps({"why": "as agreed:\nZ\u00e9phyrina\tQuux"}),
        json.dumps("\N{MATHEMATICAL BOLD CAPITAL Z}ephyrina Quux"),
        "in C:\\new\\Zephyrina.Quux",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert named_in(text, "Zephyrina.Quux")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sørensen, Søren", "soren.sorensen"),
        ("Søren", "soeren"),
        ("Łukasz", "lukasz"),
        ("Müller", "mueller"),
        ("MÜLLER", "muller"),
        (unicodedata.normalize("NFD", "Müller"), "mueller"),
        ("Jörg Müller", "joerg.muller"),
        ("Groß", "gross"),
        ("Ærø", "aeroe"),
        ("Håkon", "haakon"),
        ("Þórir", "thorir"),
        ("Iş\N{LATIN SMALL LETTER DOTLESS I}k", "isik"),
        (json.dumps("Søren"), "soeren"),
        ("Sá, Ana", "ana.sa"),
        ("Sá, Ana Maria", "ana.maria.sa"),
        ("Quux Zephyrina", "Zephyrina.Quux"),
    ],
)
def test_a_name_is_found_in_its_own_letters_and_with_its_last_part_first(
    text: str, name: str
) -> None:
    assert named_in(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Øana", "ana"), ("Anaø", "ana"), ("Joe", "jo"), ("Soerne", "soeren"), ("Muller", "mueller")],
)
def test_letters_of_another_name_are_not_taken_for_it(text: str, name: str) -> None:
    assert not named_in(text, name)


@pytest.mark.parametrize(
    "text", ["", "Zephyrina", "Quux", "Zephyrina or Quux", "Zephyrinas Quux", "xZephyrina Quux"]
)
def test_what_says_another_name_is_not_taken_for_it(text: str) -> None:
    assert not named_in(text, "Zephyrina.Quux")
