"""How the registry stands as a database, its copies and backups, as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from engine.cli import hints
from engine.cli.state import State
from engine.cli.text import near, printable, when
from registry.database_role import RegistryStatus
from registry.schema import SchemaState
from registry.transfer.archive import BackupManifest
from registry.transfer.copy import Copied
from registry.transfer.restore import Restored


def status(state: State, found: RegistryStatus) -> None:
    """Where the registry is, and how much it would take to change it unseen."""
    if state.json:
        state.print_json(found)
        return
    state.say_plain(f"Registry: {found.database} ({found.kind}, schema {found.schema_state})")
    state.say_plain(f"Log: {found.events:,} events, last checkpoint at {found.checkpoint:,}")
    if found.kind == "sqlite":
        state.say_plain(
            "Who may write this file may change all of it: only a checkpoint kept outside shows "
            "that. A team keeps its registry in PostgreSQL."
        )
        state.next("audit", "checkpoint", "-o", "FILE.json", lead="Keep one outside:")
        return
    if not found.powers:
        state.say_plain(f"Database user {found.user}: cannot change what is append-only.")
    powers(state, found.user, found.powers)


def powers(state: State, user: str, found: Sequence[str]) -> None:
    """A warning where the database's user could rewrite what is append-only."""
    if found:
        state.say_plain(f"Warning: the database user {user} {'; it '.join(found)}.")
        state.next("registry", "grant", "ROLE", lead="Work as a role of its own; as the owner:")


def copied(state: State, done: Copied, *, switched: bool) -> None:
    """A copy that was made and verified."""
    if state.json:
        state.print_json({**done.model_dump(mode="json"), "switched": switched})
        return
    state.say_plain(f"Copied to {done.database}: {done.events:,} events, {done.rows:,} records")
    state.say_plain(f"Verified: the same rows (SHA-256 {done.content}), root {done.root}")
    if done.checkpoint:
        state.say_plain(f"It continues the last checkpoint, at {done.checkpoint:,} events.")
    if switched:
        state.say("The project uses the copy from now on. Keep the old one: it takes nothing more.")
    else:
        state.say("The project still uses the old one: what it writes now is not in the copy.")


def cleared(state: State, place: Path, size: int) -> None:
    """What a killed backup or restore had left, told beside the outcome."""
    text = f"Cleared {printable(str(place))} ({size:,} bytes), which a killed process had left."
    state.err.print(escape(text), highlight=False)


def backed_up(state: State, out: Path, made: BackupManifest) -> None:
    """A backup that was written."""
    rows, files = sum(one.rows for one in made.tables), len(made.files)
    if state.json:
        said = made.model_dump(mode="json", include={"made_at", "log", "events", "root"})
        state.print_json({**said, "out": str(out), "files": files, "log_key": bool(made.keys)})
        return
    state.say_plain(f"Wrote {out}: {made.events:,} events, {rows:,} rows, {files:,} stored files")
    if made.keys:
        state.say("The log's private key is in it: who holds the file can continue the log.")
    else:
        state.say("No private key is in it: keep log.key, and people's own keys, elsewhere.")
    state.next("restore", str(out), "--to", "DIR", lead="Jobs are not in it. Restore it with:")


def restored(state: State, done: Restored) -> None:
    """A project that was restored, and how old it is."""
    if state.json:
        state.print_json(done)
        return
    state.say_plain(
        f"Restored to {done.folder}: {done.events:,} events, {done.files:,} stored files, verified"
    )
    state.say_plain(
        f"The last event in it is of {when(done.last_event_at)}. What came since is not in it; "
        f"against a checkpoint of more than {done.events:,} events that was kept outside, this "
        "says so:"
    )
    there = {hints.PROJECT: near(done.folder)}
    state.say_plain(f"    {hints.command(there, 'audit', 'verify', '--against', 'FILE')}")
    state.say_plain(
        f"Only claimed by the file: that it was made at {when(done.made_at)}, and that "
        f"'{done.principal}' acts where --as names nobody."
    )
    if done.lost_log_key is not None:
        state.say_plain(
            "The log's key is not in it: put log.key into the folder, or revoke the key and make "
            "another, before anything is written:"
        )
        acting = {**there, hints.ACTOR: "ADMINISTRATOR"}
        revoke = ("key", "revoke", done.lost_log_key[:16], "--reason", "WHY")
        state.say_plain(f"    {hints.command(acting, *revoke)}")
        state.say_plain(f"    {hints.command(acting, 'audit', 'new-key')}")


def migrated(state: State, before: SchemaState) -> None:
    """What a migration did."""
    if state.json:
        state.print_json({"before": before.value, "after": SchemaState.CURRENT.value})
        return
    if before is SchemaState.CURRENT:
        state.say("The registry has this Assay's schema already.")
        return
    lead = "Migrated. On PostgreSQL, give Assay's role its rights anew:"
    state.next("registry", "grant", "ROLE", lead=lead)


def granted(state: State, role: str, statements: Sequence[str], *, done: bool) -> None:
    """What a role was given, or the SQL for it."""
    if state.json:
        state.print_json({"role": role, "granted": done, "statements": list(statements)})
        return
    if not done:
        state.say_plain("\n".join(f"{statement};" for statement in statements))
        return
    state.say_plain(
        f"Granted to {role}: it may read all, add rows, and change only records that may change."
    )
    state.say("Put its name into the registry's URL in assay.json; keep the owner's elsewhere.")
