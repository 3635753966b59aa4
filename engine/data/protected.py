"""Which columns may hold a protected attribute, by their names alone: a suggestion, never a role.

Names are read as words (`MaritalStatus`, `marital-status` and `estado_civil_cliente` alike), in
English and Portuguese. What is ambiguous, such as `age`, counts only beside words about a person:
`vehicle_age` and `race_time` are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.contract.data import Column, Role
from engine.data.feed import MODEL_KINDS

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def _words(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split("_")) for phrase in text.split())


@dataclass(frozen=True)
class Clue:
    """Names of one attribute: phrases that tell it anywhere, and words that do beside a person."""

    attribute: str
    anywhere: frozenset[tuple[str, ...]]
    personal: frozenset[tuple[str, ...]] = frozenset()


CLUES: Final = (
    Clue(
        "age",
        _words(
            "birthday birthdate dob date_of_birth birth_date birth_year year_of_birth birth_month "
            "age_group age_band age_range idade_anos faixa_etaria data_nascimento "
            "data_de_nascimento ano_nascimento dt_nasc dt_nascimento senior_citizen elderly idoso"
        ),
        _words("age ages idade birth born nasc nascimento"),
    ),
    Clue(
        "sex or gender",
        _words("sex gender genero sexo male female masculino feminino is_male is_female"),
    ),
    Clue(
        "race or ethnicity",
        _words(
            "ethnic ethnicity ethnicities ethno racial skin_color skin_colour caste indigenous "
            "etnia etnico raca raca_cor cor_raca cor_pele cor_da_pele indigena hispanic latino"
        ),
        _words("race races cor"),
    ),
    Clue(
        "nationality or origin",
        _words(
            "nationality nationalities national_origin native_country native_language "
            "mother_tongue country_of_birth birth_country country_of_origin place_of_birth "
            "birth_place birthplace citizen citizenship immigrant immigration migrant refugee "
            "foreigner foreign_worker foreign_born nacionalidade naturalidade pais_nascimento "
            "pais_de_nascimento pais_origem pais_de_origem lingua_materna estrangeiro imigrante "
            "cidadania"
        ),
    ),
    Clue(
        "religion or belief",
        _words("religion religions religious faith creed religiao religioso crenca"),
    ),
    Clue(
        "disability or pregnancy",
        _words(
            "disability disabilities disabled handicap handicapped pregnant pregnancy deficiencia "
            "deficiente pcd gravida gestante gravidez"
        ),
    ),
    Clue(
        "marital or family status",
        _words(
            "marital marriage married spouse spouses divorced widowed widow relationship "
            "civil_status family_status personal_status estado_civil conjuge casado casada "
            "solteiro solteira divorciado viuvo parentesco dependents dependants dependentes "
            "number_of_children num_children filhos"
        ),
        _words("partner children kids"),
    ),
    Clue(
        "sexual orientation",
        _words("sexual_orientation orientacao_sexual lgbt lgbtq lgbtqia transgender"),
        _words("orientation"),
    ),
    Clue(
        "political opinion or union",
        _words(
            "political political_party politics union_member union_membership trade_union "
            "partido_politico filiacao_partidaria sindicato sindicalizado"
        ),
    ),
    Clue("military service", _words("veteran veterans military_status veterano")),
)
BESIDE: Final = _words(
    "a adult anos applicant at bin borrower bracket candidate cat category cliente client code "
    "customer da de do driver employee final group grupo has holder in is mean member my num "
    "number of or owner passenger patient people person pessoa respondent student the user "
    "worker years yrs year date day month"
)
"""Words beside which an ambiguous one is about a person; digits are such too."""


def attribute_of(name: str) -> str | None:
    """The protected attribute that a column's name suggests; None where it suggests none."""
    words = _words_of(name)
    for clue in CLUES:
        if any(_holds(words, phrase) for phrase in clue.anywhere):
            return clue.attribute
        for phrase in clue.personal:
            rest = [word for word in words if word not in phrase]
            if _holds(words, phrase) and all((word,) in BESIDE or word.isdigit() for word in rest):
                return clue.attribute
    return None


def suggested(columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    """Names of columns that a model would use, each with the protected attribute it suggests."""
    for column in columns:
        if column.role is Role.FEATURE and column.kind in MODEL_KINDS:
            attribute = attribute_of(column.name)
            if attribute is not None:
                yield column.name, attribute


def _words_of(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    return [word.lower() for word in _WORD.findall(plain)]


def _holds(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(tuple(words[at : at + size]) == phrase for at in range(len(words) - size + 1))
