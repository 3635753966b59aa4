"""What waits for a second person, in the settings: to agree to, or to decline."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.i18n.numbers import moment
from desktop.i18n.text import T
from desktop.identity.tab import IdentityTab, ReasonDialog
from desktop.models.table import Column
from registry.act_views import ActView
from registry.administration import settle
from registry.project import Project
from registry.signatures.ed25519 import Signer

CHOOSE = T("People", "Choose an act in the table first.")
OWN = T("People", "It takes somebody else than {name}, who proposed it.")
MAY = T("People", "Who may agree to it: {names}.")
NOBODY = T("People", "Nobody here may agree to it: it takes another role.")

ACT_COLUMNS: tuple[Column[ActView], ...] = (
    Column(
        "what",
        T("People", "What"),
        lambda row: row.summary,
        tip=lambda row: row.summary,
        stretch=True,
    ),
    Column("by", T("People", "Proposed by"), lambda row: row.proposed_by),
    Column(
        "at",
        T("People", "When"),
        lambda row: moment(row.proposed_at),
        sort=lambda row: row.proposed_at,
    ),
    Column("why", T("People", "Reason"), lambda row: row.reason, tip=lambda row: row.reason),
)


class WaitingTab(IdentityTab):
    """Acts of administration that hold once a second person agrees."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.say(
            self.add_about().setText,
            T(
                "People",
                "People, keys and roles come in by two persons, of whom one is an administrator.",
            ),
        )
        self.acts = self.table(
            ACT_COLUMNS,
            lambda row: row.id,
            T("People", "What waits for a second person"),
            T("People", "Each proposal with who made it and when"),
            "settings-waiting",
        )
        self.acts.set_empty(T("People", "Nothing waits for a second person"))
        self.agree = self.made_button(T("People", "A&gree"), "waiting-agree", self._agree)
        self.decline = self.made_button(
            T("People", "De&cline…"), "waiting-decline", self._ask_decline, "danger"
        )
        self.add_table(self.acts)
        self.body.addLayout(self.row_of_buttons(self.agree, self.decline))

    def render_all(self) -> None:
        """Show what waits, the oldest first."""
        if self.identity is not None:
            self.acts.model_of_rows().show(self.identity.waiting)
            self.update_buttons()

    def update_buttons(self) -> None:
        """Say whether the one who acts can settle what is chosen."""
        self.allow(self.agree, self._why_not(self.acts.current(), agree=True))
        self.allow(self.decline, self._why_not(self.acts.current(), agree=False))

    def _why_not(self, act: ActView | None, *, agree: bool) -> str:
        found = self.identity
        if act is None or found is None:
            return CHOOSE()
        if act.proposed_by == found.actor:
            return OWN(name=found.actor) if agree else ""
        if found.actor in act.may_agree:
            return ""
        return MAY(names=", ".join(act.may_agree)) if act.may_agree else NOBODY()

    def _agree(self) -> None:
        act: ActView | None = self.acts.current()
        if act is not None:
            self._settle(act.id, "", agree=True)

    def _ask_decline(self) -> None:
        act: ActView | None = self.acts.current()
        if act is None:
            return
        dialog = ReasonDialog(
            self.desk,
            T("People", "Decline it?"),
            T("People", "It is not done; the reason is kept with it."),
            T("People", "De&cline"),
            self,
        )
        key = act.id
        dialog.given.connect(lambda reason: self._settle(key, reason, agree=False))
        dialog.open()

    def _settle(self, act: str, reason: str, *, agree: bool) -> None:
        def work(project: Project, actor: str, key: Signer | None) -> ActView:
            return settle(project.registry, actor, act, agree=agree, reason=reason, signer=key)

        self.do_signed(work)
