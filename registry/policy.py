"""Policies: which rules a version's evidence must meet, and who has to agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import Field, StringConstraints, ValidationError, model_validator
from yaml.constructor import ConstructorError

from registry.canonical import canonical_json
from registry.errors import AssayError, first_fault
from registry.one_line import one_line
from registry.roles import Role
from registry.rules import (
    BeatsBaseline,
    Case,
    MetricBound,
    Name,
    NotWorseThanChampion,
    Part,
    Rule,
    RuleVerdict,
)
from registry.rules.waivable import never_waived
from registry.small_file import read_small
from registry.spelling import nearest

_LARGEST = 1_000_000
_LAST_VERSION = 2_147_483_647
"""The largest integer that a column of both databases holds."""
_NO_VALUE = (ValueError, LookupError, AttributeError, TypeError, ArithmeticError)
_COMPARING = (BeatsBaseline, NotWorseThanChampion)
DEFAULT_POLICY = "personal"
POLICY_HINT = "Correct the file. One that ships shows the form: assay --json policy show personal"

Line = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class Stage(Part):
    """One step of a review: so many distinct principals have to approve.

    `role` is what they have to be; None leaves it to whoever may approve at all.
    """

    name: Name
    quorum: int = Field(default=1, ge=1, le=100)
    role: Literal[Role.REVIEWER, Role.APPROVER] | None = None


class PolicyVerdict(Part):
    """How a policy came out over a version's evidence: passed where every rule passed.

    `waived` is how many of them did by a waiver only.
    """

    policy: str
    version: int
    digest: str
    task: str
    passed: bool
    waived: int
    rules: tuple[RuleVerdict, ...]

    @property
    def failed(self) -> tuple[RuleVerdict, ...]:
        """The rules that were not met."""
        return tuple(rule for rule in self.rules if not rule.passed)


class PolicyDocument(Part):
    """A policy as it is written, stored and hashed. A change of anything is a new version."""

    name: Name
    version: int = Field(ge=1, le=_LAST_VERSION)
    description: Line
    requires_key: bool = Field(
        description="Whether only decisions that are signed with an enrolled key count"
    )
    valid_days: int | None = Field(
        default=None, ge=1, le=3660, description="How long an approval holds; None for no end"
    )
    stages: tuple[Stage, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _stages_have_names_of_their_own(self) -> Self:
        names = [stage.name for stage in self.stages]
        if len(set(names)) != len(names):
            raise ValueError("two stages have the same name")
        return self

    def open_stage(self, approvers: Mapping[int, Collection[object]]) -> int | None:
        """The first stage, from 1, that has fewer approvers than its quorum; None where none has.

        `approvers` are distinct people by stage.
        """
        short = (
            at
            for at, stage in enumerate(self.stages, start=1)
            if len(approvers.get(at, ())) < stage.quorum
        )
        return next(short, None)

    @property
    def canonical(self) -> bytes:
        """The byte string that is stored and hashed; bounds are decimal strings.

        What a policy could not say at first is left out where it says nothing about it, so that
        policies from before keep their digests.
        """
        said = self.model_dump(mode="json")
        for part, name in (
            (said, "valid_days"),
            *((stage, "role") for stage in said["stages"]),
            *((rule, "tiers") for rule in said["rules"]),
        ):
            if part[name] is None:
                del part[name]
        return canonical_json(said).encode("ascii")

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.canonical).hexdigest()

    @classmethod
    def from_stored(cls, text: str, digest: str) -> PolicyDocument:
        """Read a stored document back; AssayError `policy.changed` where it was altered."""
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != digest:
            raise AssayError(
                "policy.changed",
                "A stored policy no longer has the digest it was stored under.",
                "Run 'assay audit verify' to see what else was changed.",
            )
        return _stored(text)


def evaluate(document: PolicyDocument, case: Case) -> PolicyVerdict:
    """Check every rule that applies to a case; what is waived for the version counts as met.

    A policy that counts signed decisions only takes signed waivers only. One that bounds metrics
    of other tasks only (or, where it bounds none, compares those) says nothing about this one, and
    a silence is no consent: that is one more rule, which fails. Where no rule is about a case it
    does not pass either.
    """
    rules = [_judged(rule, case, document) for rule in document.rules if rule.applies_to(case)]
    bounded = {rule.task for rule in document.rules if isinstance(rule, MetricBound)}
    compared = {rule.task for rule in document.rules if isinstance(rule, _COMPARING)}
    tasks = bounded or compared
    if tasks and case.task not in tasks:
        does = "bounds" if bounded else "compares"
        rules.append(
            RuleVerdict(
                rule="metric",
                description=f"The policy {does} a held-out metric for the task '{case.task}'.",
                passed=False,
                reason=f"It {does} metrics for {', '.join(sorted(tasks))} only.",
            )
        )
    return PolicyVerdict(
        policy=document.name,
        version=document.version,
        digest=document.digest,
        task=case.task,
        passed=bool(rules) and all(rule.passed for rule in rules),
        waived=sum(rule.waived for rule in rules),
        rules=tuple(rules),
    )


def _judged(rule: Rule, case: Case, document: PolicyDocument) -> RuleVerdict:
    found = rule.check(case).model_copy(update={"rule_digest": rule.digest})
    leave = case.waivers.get(rule.digest)
    if found.passed or leave is None or never_waived(rule) is not None:
        return found
    if document.requires_key and not leave.signed:
        why = "Its waiver does not count: it is not signed by both, and this policy wants keys."
        return found.model_copy(update={"reason": f"{found.reason} {why}"})
    given = (
        f"Waived until {leave.until:%Y-%m-%d %H:%M} UTC by {' and '.join(leave.by)}; "
        f"compensating control: {one_line(leave.control)}"
    )
    return found.model_copy(
        update={"reason": f"{found.reason} {given}", "passed": True, "waived": True}
    )


def expiry(document: PolicyDocument, approved_at: datetime) -> datetime | None:
    """When an approval under a policy runs out; None where it has no end."""
    days = document.valid_days
    return None if days is None else approved_at + timedelta(days=days)


def builtin_policies() -> tuple[str, ...]:
    """Names of the policies that ship with Assay."""
    folder = resources.files("registry") / "policies"
    return tuple(
        sorted(
            file.name[: -len(".yaml")] for file in folder.iterdir() if file.name.endswith(".yaml")
        )
    )


def load_policy(name_or_file: str) -> PolicyDocument:
    """A policy that ships with Assay, by name, or one from a YAML file.

    Raises AssayError `policy.unknown` or `policy.invalid`.
    """
    if name_or_file in builtin_policies():
        file = resources.files("registry") / "policies" / f"{name_or_file}.yaml"
        return parse_policy(file.read_text("utf-8"), name_or_file)
    if is_policy_file(name_or_file):
        path = Path(name_or_file)
        try:
            return parse_policy(read_small(path, _LARGEST).decode("utf-8"), str(path))
        except UnicodeDecodeError as error:
            raise AssayError(
                "policy.unreadable",
                f"The policy file '{path}' is no text in UTF-8.",
                "Save it as UTF-8.",
            ) from error
        except (OSError, ValueError) as error:
            why = (error.strerror if isinstance(error, OSError) else None) or str(error)
            raise AssayError(
                "policy.unreadable",
                f"The policy file '{path}' cannot be read: {why}.",
                "Check the path, and that you may read it.",
            ) from error
    raise unknown_policy(name_or_file)


def is_policy_file(name_or_file: str) -> bool:
    """Whether what names a policy is a YAML file's path."""
    return Path(name_or_file).suffix in (".yaml", ".yml")


def unknown_policy(asked: str, own: Collection[str] = ()) -> AssayError:
    """The error for a name that no policy has; `own` are the names that a project stores."""
    file = ": a policy's file ends in .yaml." if _is_there(Path(asked)) else "."
    near = nearest(asked, (*builtin_policies(), *own))
    shipped = f"Shipped are: {', '.join(builtin_policies())}"
    stored = f"; stored in this project: {', '.join(own)}" if own else ""
    return AssayError(
        "policy.unknown",
        f"There is no policy '{asked}'{file}",
        f"{f'Did you mean {near}? ' if near else ''}{shipped}{stored}; or name a YAML file.",
    )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no name that a file can have
        return False


class _Loader(yaml.SafeLoader):
    """Refuses what says a key twice, and a value that is not of its tag, such as `!!int ""`.

    Of two values of a key YAML would keep the last: people would agree to what is not in force.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                problem = f"the key '{key.value}' stands there twice"
                raise ConstructorError(None, None, problem, key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except _NO_VALUE as error:
            problem = f"a value is no {node.tag.rpartition(':')[2]}"
            raise ConstructorError(None, None, problem, node.start_mark) from error


def parse_policy(text: str, source: str) -> PolicyDocument:
    """Validate a policy document's YAML text; `source` is how messages call it.

    Raises AssayError `policy.invalid`, which says where and what.
    """
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 - it is a SafeLoader
    except yaml.YAMLError as error:
        raise AssayError(
            "policy.invalid", f"'{source}' is no policy: {_yaml_fault(error)}.", POLICY_HINT
        ) from error
    except RecursionError as error:
        raise AssayError(
            "policy.invalid", f"'{source}' is nested too deeply.", POLICY_HINT
        ) from error
    if not isinstance(content, dict):
        raise AssayError(
            "policy.invalid",
            f"'{source}' is no policy: it has no fields such as 'name:'.",
            POLICY_HINT,
        )
    return _validated(content, source)


def _yaml_fault(error: yaml.YAMLError) -> str:
    """What is wrong with a text, and in which line."""
    mark = getattr(error, "problem_mark", None)
    place = f" (line {mark.line + 1}, column {mark.column + 1})" if mark is not None else ""
    said = getattr(error, "problem", None) or getattr(error, "reason", "it is not YAML")
    return f"{said}{place}"


@lru_cache(maxsize=64)
def _stored(text: str) -> PolicyDocument:
    """Lists ask for the few policies of a project again and again."""
    return _validated(json.loads(text), "the stored policy")


def _validated(content: object, source: str) -> PolicyDocument:
    try:
        return PolicyDocument.model_validate(content)
    except ValidationError as error:
        raise AssayError(
            "policy.invalid",
            f"The policy '{source}' is not valid: {first_fault(error, 'the document')}.",
            POLICY_HINT,
        ) from error
