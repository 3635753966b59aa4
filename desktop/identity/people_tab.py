"""People in the settings: who is here, what each may do and until when, and how that changes."""

from __future__ import annotations

from collections.abc import Callable

from desktop.desk import Desk
from desktop.i18n.numbers import moment
from desktop.i18n.text import T, Text
from desktop.identity.people_dialogs import PersonDialog, RoleDialog
from desktop.identity.read import PersonRow
from desktop.identity.role_words import ALL_MODELS, identity_words, role_name
from desktop.identity.tab import IdentityTab, ReasonDialog, Signed
from desktop.models.table import Column
from desktop.widgets.labels import heading_label
from registry.act_views import ActView
from registry.enrolment import add_principal, deactivate_principal, reactivate_principal
from registry.erasure import erase_principal
from registry.project import Project
from registry.role_grants import demote, end_role, promote
from registry.roles import PROJECT, BindingView
from registry.signatures.ed25519 import Signer

ACTIVE, LEFT = T("People", "Active"), T("People", "Left")
ERASED = T("People", "Name erased")
HERE = T("People", "Whose name is to be erased has to leave first.")
GONE = T("People", "The name was erased.")
IN_FORCE, OVER = T("People", "In force"), T("People", "Not in force")
ONLY_ADMINISTRATORS = T("People", "Only an administrator can do this.")
CHOOSE = T("People", "Choose somebody in the table first.")
KEPT = T("People", "The reason is kept with the act. What they did until now stays valid.")
CHOOSE_ROLE = T("People", "Choose a role in the table first.")
IS_OVER = T("People", "This role is over already.")

PERSON_COLUMNS: tuple[Column[PersonRow], ...] = (
    Column("name", T("People", "Name"), lambda row: row.name),
    Column(
        "active",
        T("People", "Standing"),
        lambda row: ACTIVE() if row.active else ERASED() if row.erased else LEFT(),
        tone=lambda row: "good" if row.active else "neutral",
    ),
    Column(
        "roles",
        T("People", "Roles"),
        lambda row: ", ".join(map(role_name, row.roles)),
        tip=lambda row: ", ".join(map(role_name, row.roles)),
        stretch=True,
    ),
    Column(
        "identity",
        T("People", "Identity"),
        lambda row: identity_words(row.identity),
        tip=lambda row: identity_words(row.identity),
        width=240,
    ),
)
BINDING_COLUMNS: tuple[Column[BindingView], ...] = (
    Column("who", T("People", "Name"), lambda row: row.principal),
    Column("role", T("People", "Role"), lambda row: role_name(row.role)),
    Column(
        "scope",
        T("People", "For"),
        lambda row: ALL_MODELS() if row.scope == PROJECT else row.scope,
        stretch=True,
    ),
    Column("from", T("People", "From"), lambda row: moment(row.valid_from)),
    Column(
        "until",
        T("People", "Until"),
        lambda row: moment(row.valid_until) if row.valid_until else "",
    ),
    Column(
        "force",
        T("People", "Standing"),
        lambda row: IN_FORCE() if row.in_force else OVER(),
        tone=lambda row: "good" if row.in_force else "neutral",
        tip=lambda row: row.ended_reason,
    ),
)


class PeopleTab(IdentityTab):
    """Who may act here, and their roles."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.people = self.table(
            PERSON_COLUMNS,
            lambda row: row.name,
            T("People", "People"),
            T("People", "Everybody who acts or ever did, with their roles"),
            "settings-people",
        )
        self.bindings = self.table(
            BINDING_COLUMNS,
            lambda row: row.id,
            T("People", "Roles that were given"),
            T("People", "Each role with whom it was given to, for what and for how long"),
            "settings-roles",
        )
        self.bindings.set_empty(
            T("People", "No role was given yet: everybody is author, reviewer and approver")
        )
        made = self.made_button
        self.add = made(T("People", "&Add…"), "people-add", self._add)
        self.leave = made(T("People", "&Deactivate…"), "people-deactivate", self._leave, "danger")
        self.erase = made(T("People", "E&rase the name…"), "people-erase", self._erase, "danger")
        self.give = made(T("People", "&Give a role…"), "people-give", self._give)
        self.lift = made(T("People", "Make &administrator"), "people-promote", self._promote)
        self.end = made(T("People", "&End the role…"), "people-end", self._end, "danger")
        roles = heading_label()
        self.say(roles.setText, T("People", "Roles that were given"))
        self.add_table(self.people, 3)
        self.body.addLayout(
            self.row_of_buttons(self.add, self.give, self.lift, self.leave, self.erase)
        )
        self.body.addWidget(roles)
        self.add_table(self.bindings, 2)
        self.body.addLayout(self.row_of_buttons(self.end))

    def render_all(self) -> None:
        """Show people and roles."""
        found = self.identity
        if found is None:
            return
        self.people.model_of_rows().show(found.people)
        self.bindings.model_of_rows().show(found.bindings[::-1])
        self.update_buttons()

    def update_buttons(self) -> None:
        """Say what can be done with who is chosen."""
        found = self.identity
        if found is None:
            return
        person: PersonRow | None = self.people.current()
        barred = "" if found.administrator else ONLY_ADMINISTRATORS()
        missing = "" if person else CHOOSE()
        self.allow(self.add, barred)
        for one in (self.give, self.lift):
            self.allow(one, barred or missing)
        erased = GONE() if person and person.erased else ""
        self.allow(self.leave, barred or missing or erased)
        self.allow(self.erase, barred or missing or erased or _why_not_erase(person))
        gone = person is not None and not person.active
        self.say(self.leave.setText, BACK if gone else AWAY)
        self.say(self.lift.setText, LOWER if person and person.administrator else LIFT)
        binding: BindingView | None = self.bindings.current()
        self.allow(self.end, _why_no_end(binding))

    # -- acting -----------------------------------------------------------------------------

    def _add(self) -> None:
        dialog = PersonDialog(self.desk, self)
        dialog.on_wanted(
            lambda name, administrator: self.do_signed(_adding(name, administrator=administrator))
        )
        dialog.open()

    def _give(self) -> None:
        person: PersonRow | None = self.people.current()
        if person is None:
            return
        dialog = RoleDialog(self.desk, person.name, self)
        dialog.on_wanted(self.do_signed)
        dialog.open()

    def _promote(self) -> None:
        person: PersonRow | None = self.people.current()
        if person is None:
            return
        name = person.name
        if not person.administrator:
            self.do_signed(
                lambda project, actor, key: promote(project.registry, actor, name, signer=key)
            )
            return
        self._ask(
            name,
            lambda reason: self.do_signed(
                lambda project, actor, key: demote(
                    project.registry, actor, name, reason, signer=key
                )
            ),
        )

    def _leave(self) -> None:
        person: PersonRow | None = self.people.current()
        if person is None:
            return
        name, act = person.name, deactivate_principal if person.active else reactivate_principal
        self._ask(
            name,
            lambda reason: self.do_signed(
                lambda project, actor, key: act(project.registry, actor, name, reason, signer=key)
            ),
        )

    def _erase(self) -> None:
        person: PersonRow | None = self.people.current()
        if person is None:
            return
        name = person.name
        self._ask(
            name,
            lambda reason: self.do_signed(
                lambda project, actor, key: erase_principal(
                    project.registry, actor, name, reason, signer=key
                )
            ),
            T(
                "People",
                "The name goes for good, and a handle takes its place; what they did stays told. "
                "Do not write the name here: the reason is kept. Reports and exported files that "
                "print it stay: 'assay principal erase NAME --dry-run' lists them.",
            ),
        )

    def _end(self) -> None:
        binding: BindingView | None = self.bindings.current()
        if binding is None:
            return
        key_of = binding.id
        self._ask(
            binding.principal,
            lambda reason: self.do_signed(
                lambda project, actor, key: end_role(
                    project.registry, actor, key_of, reason, signer=key
                )
            ),
        )

    def _ask(self, name: str, go: Callable[[str], None], note: Text = KEPT) -> None:
        dialog = ReasonDialog(
            self.desk,
            T("People", "Why? ({name})"),
            note,
            T("People", "&Do it"),
            self,
            name=name,
        )
        dialog.given.connect(go)
        dialog.open()


def _why_not_erase(person: PersonRow | None) -> str:
    return HERE() if person and person.active else ""


AWAY, BACK = T("People", "&Deactivate…"), T("People", "Re&activate…")
LIFT, LOWER = T("People", "Make &administrator"), T("People", "No more &administrator…")


def _adding(name: str, *, administrator: bool) -> Signed[ActView]:
    def work(project: Project, actor: str, key: Signer | None) -> ActView:
        return add_principal(project.registry, actor, name, administrator=administrator, signer=key)

    return work


def _why_no_end(binding: BindingView | None) -> str:
    """Whose act it may be is the registry's to say: who delegated a role may end it too."""
    if binding is None:
        return CHOOSE_ROLE()
    return "" if binding.in_force else IS_OVER()
