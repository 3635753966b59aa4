"""The tables of the Audit page: events of the log, and findings."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import T, Text
from desktop.i18n.words import audit_action_name
from desktop.models.table import Column
from desktop.pages.models_table import NONE
from registry.events import EventView
from registry.log_checks import Finding

TABLES: Mapping[str, Text] = {
    "administrative_act": T("Audit", "acts of administrators"),
    "alias": T("Audit", "aliases"),
    "alias_change": T("Audit", "moves of aliases"),
    "approval_decision": T("Audit", "decisions"),
    "approval_request": T("Audit", "requests"),
    "artifact": T("Audit", "files"),
    "attestation": T("Audit", "attestations"),
    "code_snapshot": T("Audit", "states of the code"),
    "cosignature": T("Audit", "cosignatures"),
    "dataset_snapshot": T("Audit", "data snapshots"),
    "dataset_source": T("Audit", "sources of data"),
    "dataset_withdrawal": T("Audit", "withdrawals of data"),
    "deployment": T("Audit", "deployments"),
    "deployment_change": T("Audit", "steps of deployments"),
    "emergency_use": T("Audit", "emergency uses"),
    "environment_snapshot": T("Audit", "environments"),
    "evidence": T("Audit", "evidence"),
    "external_anchor": T("Audit", "anchors"),
    "incident": T("Audit", "incidents"),
    "model_version": T("Audit", "versions"),
    "narrative": T("Audit", "texts of reports"),
    "policy": T("Audit", "policies"),
    "policy_evaluation": T("Audit", "policy evaluations"),
    "policy_requirement": T("Audit", "required policies"),
    "prediction_batch": T("Audit", "batches of predictions"),
    "principal": T("Audit", "people"),
    "registered_model": T("Audit", "models"),
    "retention_hold": T("Audit", "legal holds"),
    "review_assignment": T("Audit", "assignments"),
    "review_comment": T("Audit", "comments"),
    "role_binding": T("Audit", "roles given"),
    "run": T("Audit", "runs"),
    "signing_key": T("Audit", "keys"),
    "state_change": T("Audit", "changes of state"),
    "trial": T("Audit", "trials"),
    "waiver": T("Audit", "waivers"),
}
COUNT = T("Audit", "{what}: {count}")
UNREADABLE = T("Audit", "Cannot be read: verify the log")


def table_name(table: str) -> str:
    """What the records of a table are called."""
    return TABLES[table]() if table in TABLES else table


def touched_words(touched: str) -> str:
    """`1 run, 12 trial` in words; what is no such count is for the verification to find."""
    said = []
    for part in filter(None, touched.split(", ")):
        count, _, table = part.partition(" ")
        if not count.isdecimal():
            return UNREADABLE()
        said.append(COUNT(what=table_name(table), count=whole(int(count))))
    return ", ".join(said) or NONE


EVENT_COLUMNS: tuple[Column[EventView], ...] = (
    Column(
        "sequence",
        T("Audit", "Event"),
        lambda row: whole(row.sequence),
        lambda row: row.sequence,
        right=True,
    ),
    Column("at", T("Audit", "When"), lambda row: moment(row.at), lambda row: row.at),
    Column("actor", T("Audit", "Who"), lambda row: row.actor),
    Column("action", T("Audit", "What"), lambda row: audit_action_name(row.action)),
    Column(
        "touched",
        T("Audit", "Records"),
        lambda row: touched_words(row.touched),
        tip=lambda row: touched_words(row.touched),
        stretch=True,
    ),
)

FINDING_COLUMNS: tuple[Column[tuple[int, Finding]], ...] = (
    Column("place", T("Audit", "Where"), lambda row: row[1].place, tip=lambda row: row[1].place),
    Column(
        "message",
        T("Audit", "What is not as the log says"),
        lambda row: row[1].message,
        tip=lambda row: row[1].message,
        stretch=True,
    ),
)
