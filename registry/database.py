"""The registry: opening it, reading it, and changing it in transactions that the log records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlmodel import Session

from registry import audit
from registry.checkpoint import Checkpoint
from registry.engines import (
    file_identity,
    make_file,
    may_write,
    migration_engine,
    parse_url,
    read_engine,
    refuse_network_file_system,
    write_engine,
)
from registry.errors import AssayError
from registry.governed import Ledger
from registry.keys import new_key
from registry.names import validate_name
from registry.personal_names import new_principal
from registry.principals import inactive
from registry.reading import Reading
from registry.refusals import read_only, require_references, translated
from registry.roles import ACTION_RIGHTS, require_right
from registry.schema import SchemaState, schema_state, upgrade
from registry.signatures.ed25519 import Signer
from registry.tables import LogHead, Principal


class Registry:
    """An open registry: made by `create` or `open`, to be closed (or used as a context)."""

    def __init__(self, url: str) -> None:
        parsed = parse_url(url)
        refuse_network_file_system(parsed)
        self.url = parsed
        self.write_engine: Engine = write_engine(parsed)
        self.read_engine: Engine = read_engine(parsed)
        self.log_signers: tuple[Signer, ...] = ()
        """Keys that may be the log's: those that the project's folder holds."""

    @classmethod
    def create(cls, url: str, creator: str) -> Registry:
        """Make a registry with `creator` as its first administrator, and log that.

        What a `create` that was interrupted left is finished. Raises AssayError
        `registry.exists` where a registry already is, or one that someone else created.
        """
        validate_name(creator)
        registry = cls(url)
        try:
            registry.require_writable()
            make_file(registry.url)
            with registry._writing() as connection:
                if schema_state(connection) is SchemaState.ABSENT:
                    upgrade(connection)
                registry.require_schema(schema_state(connection))
                registry._begin_log(connection, creator)
        except BaseException:
            registry.close()
            raise
        return registry

    @classmethod
    def open(cls, url: str) -> Registry:
        """Open an existing registry of this Assay's schema.

        Raises AssayError `registry.missing`, `registry.older` or `registry.newer`.
        """
        registry = cls(url)
        try:
            registry.require_schema(registry.schema())
        except BaseException:
            registry.close()
            raise
        return registry

    def close(self) -> None:
        """Close all connections."""
        self.write_engine.dispose()
        self.read_engine.dispose()

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def schema(self) -> SchemaState:
        """Where the database's schema stands to this Assay's."""
        path = self.url.database
        if self.url.get_backend_name() == "sqlite" and not (path and Path(path).is_file()):
            return SchemaState.ABSENT
        with self.read_connection() as connection:
            return schema_state(connection)

    @contextmanager
    def read_connection(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database and cannot write."""
        with translated(self.url), self.read_engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and cannot write; its objects stay readable after."""
        with (
            self.read_connection() as connection,
            Reading(
                connection, expire_on_commit=False, join_transaction_mode="rollback_only"
            ) as session,
        ):
            yield session

    @contextmanager
    def transact(
        self,
        actor: str,
        action: str,
        details: Mapping[str, str | int] | None = None,
        *,
        checkpoint: bool = False,
    ) -> Iterator[Session]:
        """A session whose changes and one audit event about them become one transaction.

        `actor` is a principal's id or name (AssayError `principal.unknown` or
        `principal.inactive`), `action` what is done, as in `version.exported`. Details must not
        hold personal data: the log cannot forget. Without a change of a governed row no event is
        written, unless there are details. `checkpoint` makes a checkpoint after the event. The
        session's own commit() does not end the transaction; an exception undoes all of it.

        Raises AssayError `role.missing` where the actor's roles do not allow the action,
        `record.tampered` for a row that was changed behind the log's back,
        `record.stale` for one that someone else changed since it was read, `record.refused` where
        a rule of the database refuses, `registry.left` where it was moved, `database.busy` and
        `disk.full`.
        """
        with self._writing() as connection:
            head = self._locked(connection)
            actor_id = _principal(connection, actor)
            with _session(connection) as session:
                right = ACTION_RIGHTS.get(action)
                if right is not None:
                    require_right(session, session.get_one(Principal, actor_id), right)
                ledger = Ledger(session, connection)
                yield session
                session.flush()
                if not connection.in_transaction():
                    raise AssayError("database.undone", "The transaction was undone inside.")
                changes = ledger.changes()
                ledger.open()
                if changes or details:
                    head = audit.append(
                        connection,
                        head,
                        actor_id,
                        action,
                        details=details or {},
                        changes=changes,
                        signers=self.log_signers,
                    )
                if checkpoint:
                    audit.checkpoint(connection, head, self.log_signers)

    @contextmanager
    def leaving(self, actor: str, *, again: bool = False) -> Iterator[Connection]:
        """Have the log go on elsewhere: nothing is written here any more once the block ends well.

        Nobody else writes meanwhile, and what fails inside leaves the registry as it was. `again`
        finishes what was interrupted after that. Raises AssayError `role.missing`, or
        `registry.left` where somebody else did the same at this moment.
        """
        with self._writing() as connection:
            head = self._locked(connection)
            actor_id = _principal(connection, actor)
            with _session(connection) as session:
                who = session.get_one(Principal, actor_id)
                require_right(session, who, ACTION_RIGHTS[audit.LEFT])
            if not (again and audit.last_action(connection, head.size) == audit.LEFT):
                signers, details = self.log_signers, {"log": head.log}
                head = audit.append(
                    connection, head, actor_id, audit.LEFT, details=details, changes=(),
                    signers=signers,
                )  # fmt: skip
                audit.checkpoint(connection, head, signers)
            yield connection

    def was_left(self) -> bool:
        """Whether the log goes on in a copy of this registry."""
        with self.read_connection() as connection:
            size = connection.execute(select(LogHead.size)).scalar_one()  # type: ignore[call-overload]
            return audit.last_action(connection, size) == audit.LEFT

    def checkpoint(self) -> Checkpoint:
        """Make a checkpoint of the log as it stands; the last one if nothing came since."""
        with self._writing() as connection:
            return audit.checkpoint(connection, self._locked(connection), self.log_signers)[1]

    def require_writable(self) -> None:
        """Raise AssayError `registry.read_only` where this user may not write an SQLite registry.

        A user of PostgreSQL without the right to write is refused by the first change.
        """
        path = self.url.database
        if path and Path(path).exists() and not may_write(self.url):
            raise read_only(self.url)

    def upgrade(self) -> None:
        """Migrate an older schema to this Assay's, in one transaction.

        Raises AssayError `registry.references` where rows would refer to rows that are not there.
        """
        self.require_writable()
        engine = migration_engine(self.url)
        try:
            with translated(self.url, writing=True), engine.begin() as connection:
                upgrade(connection)
                if connection.dialect.name == "sqlite":
                    require_references(connection)
        finally:
            engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # Asked first: the attempt could leave files of this user beside the owner's.
        self.require_writable()
        file = file_identity(self.url)
        with translated(self.url, writing=True), self.write_engine.begin() as connection:
            yield connection
        if file_identity(self.url) != file:
            raise AssayError(
                "registry.replaced",
                f"The registry '{self.url.render_as_string()}' was removed or replaced by another "
                "file in the moment of writing: what was written is not in it.",
                "Look at what it holds now, and repeat what you did.",
            )

    def _locked(self, connection: Connection) -> audit.Head:
        head = audit.lock_head(connection)
        if head is None:
            raise AssayError(
                "audit.missing", "The head of the registry's audit log is missing: it was changed."
            )
        return head

    def _begin_log(self, connection: Connection, creator: str) -> None:
        head = audit.lock_head(connection)
        if head is not None:
            found = connection.execute(select(Principal.name)).scalars().all()  # type: ignore[call-overload]
            # The creator's own event, and that of the log's first key.
            if head.size <= 2 and found == [creator]:
                return
            raise AssayError(
                "registry.exists",
                f"There already is a registry at '{self.url.render_as_string()}'.",
                "Open it, or choose another place.",
            )
        head = audit.start_log(connection)
        with _session(connection) as session:
            ledger = Ledger(session, connection)
            key = new_key()
            session.add(new_principal(creator, key=key, administrator=True, created_by=key))
            session.flush()
            changes = ledger.changes()
            ledger.open()
            audit.append(connection, head, key, "project.created", details={}, changes=changes)

    def require_schema(self, state: SchemaState) -> None:
        """Raise AssayError where a schema in this state cannot be worked with."""
        place = f"'{self.url.render_as_string()}'"
        if state is SchemaState.CURRENT:
            return
        if state is SchemaState.ABSENT:
            raise AssayError(
                "registry.missing", f"There is no registry at {place}.", "Make one: `assay init`."
            )
        if state is SchemaState.NEWER:
            raise AssayError(
                "registry.newer",
                f"The registry at {place} was written by a newer Assay.",
                "Update Assay to open it.",
            )
        raise AssayError(
            "registry.older",
            f"The registry at {place} was written by an older Assay and is not migrated yet.",
            "Open the project: it is backed up and migrated then.",
        )


def _session(connection: Connection) -> Session:
    # The connection's transaction is ours to end: the session's own commit() only flushes.
    return Session(connection, expire_on_commit=False, join_transaction_mode="rollback_only")


def _principal(connection: Connection, actor: str) -> str:
    query = select(Principal.id, Principal.active)  # type: ignore[call-overload]
    found = (
        connection.execute(query.where(Principal.id == actor)).one_or_none()
        or connection.execute(query.where(Principal.name == actor)).one_or_none()
    )
    if found is None:
        raise AssayError(
            "principal.unknown",
            f"There is no principal '{actor}' in this registry.",
            "Name one with --as, or let an administrator create it.",
        )
    if not found.active:
        raise inactive(f"The principal '{actor}'")
    key: str = found.id
    return key
