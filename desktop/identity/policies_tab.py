"""Policies in the settings: which there are, which are required, and what falls short of them."""

from __future__ import annotations

from desktop.desk import Desk
from desktop.i18n.numbers import moment, whole
from desktop.i18n.text import T
from desktop.identity.policy_dialog import PolicyDialog, scope_name
from desktop.identity.tab import IdentityTab, ReasonDialog
from desktop.models.table import Column
from desktop.widgets.labels import heading_label
from registry.act_views import ActView
from registry.falling_short import ShortView
from registry.policy_list import PolicyView
from registry.project import Project
from registry.requirements import RequirementView
from registry.requiring import release_policies
from registry.signatures.ed25519 import Signer

CHOOSE = T("Policies", "Choose a requirement in the table first.")
ONLY_ADMINISTRATORS = T("Policies", "Only an administrator can propose this.")
IN_FORCE, ALTERED = T("Policies", "In force"), T("Policies", "Changed behind the log's back")

REQUIREMENT_COLUMNS: tuple[Column[RequirementView], ...] = (
    Column("scope", T("Policies", "Of"), lambda row: scope_name(row.model, row.tier)),
    Column(
        "policies",
        T("Policies", "Approval under"),
        lambda row: " / ".join(row.policies),
        tip=lambda row: "\n".join(row.policies),
        stretch=True,
    ),
    Column(
        "since",
        T("Policies", "Since"),
        lambda row: moment(row.since),
        sort=lambda row: row.since,
    ),
    Column(
        "standing",
        T("Policies", "Standing"),
        lambda row: ALTERED() if row.tampered else IN_FORCE(),
        tone=lambda row: "bad" if row.tampered else "good",
    ),
)
SHIPPED, STORED = T("Policies", "Ships with Assay"), T("Policies", "Stored by {name}")


def origin(policy: PolicyView) -> str:
    """Where a policy comes from, in the language in force."""
    return SHIPPED() if policy.shipped else STORED(name=policy.stored_by or "?")


def scopes(policy: PolicyView, between: str) -> str:
    """Of which models a policy is required."""
    return between.join(scope_name(one.model, one.tier) for one in policy.required_of)


POLICY_COLUMNS: tuple[Column[PolicyView], ...] = (
    Column(
        "name",
        T("Policies", "Policy"),
        lambda row: f"{row.name} {row.version}",
        tip=lambda row: row.document.description if row.document else "",
        stretch=True,
    ),
    Column("from", T("Policies", "From"), origin),
    Column(
        "required",
        T("Policies", "Required of"),
        lambda row: scopes(row, ", "),
        tip=lambda row: scopes(row, "\n"),
    ),
    Column(
        "reviews",
        T("Policies", "Open requests"),
        lambda row: whole(row.reviews),
        sort=lambda row: row.reviews,
        right=True,
    ),
    Column(
        "approvals",
        T("Policies", "Approved versions"),
        lambda row: whole(row.approvals),
        sort=lambda row: row.approvals,
        right=True,
    ),
    Column(
        "standing",
        T("Policies", "Standing"),
        lambda row: ALTERED() if row.tampered else "",
        tone=lambda row: "bad" if row.tampered else None,
    ),
)
SHORT_COLUMNS: tuple[Column[ShortView], ...] = (
    Column("version", T("Policies", "Version"), lambda row: row.version),
    Column("uses", T("Policies", "In use by"), lambda row: ", ".join(row.uses)),
    Column(
        "why",
        T("Policies", "Why it falls short"),
        lambda row: row.why,
        tip=lambda row: row.why,
        stretch=True,
    ),
)


class PoliciesTab(IdentityTab):
    """Which policies versions have to be approved under."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.say(
            self.add_about().setText,
            T(
                "Policies",
                "Without a requirement, who submits a version chooses its policy. An administrator "
                "proposes one, and another administrator or an auditor agrees.",
            ),
        )
        self.required = self.table(
            REQUIREMENT_COLUMNS,
            lambda row: row.act,
            T("Policies", "Required policies"),
            T("Policies", "Each requirement with the models that it is about"),
            "settings-policies",
        )
        self.required.set_empty(T("Policies", "No policy is required"))
        self.policies = self.table(
            POLICY_COLUMNS,
            lambda row: row.digest,
            T("Policies", "Policies"),
            T("Policies", "Each policy that a version can be submitted under, and its use"),
            "settings-every-policy",
        )
        self.short = self.table(
            SHORT_COLUMNS,
            lambda row: row.version,
            T("Policies", "In use by an approval under another policy"),
            T("Policies", "What goes on being used, but comes into no new use"),
            "settings-falling-short",
        )
        self.short.set_empty(T("Policies", "Nothing in use falls short"))
        self.require = self.made_button(
            T("Policies", "&Require a policy…"), "policies-require", self._require
        )
        self.release = self.made_button(
            T("Policies", "Require it &no more…"), "policies-release", self._ask_release, "danger"
        )
        every = heading_label()
        self.say(every.setText, T("Policies", "Policies that can be chosen"))
        beneath = heading_label()
        self.say(beneath.setText, T("Policies", "In use by an approval under another policy"))
        self.add_table(self.required, 3)
        self.body.addLayout(self.row_of_buttons(self.require, self.release))
        self.body.addWidget(every)
        self.add_table(self.policies, 3)
        self.body.addWidget(beneath)
        self.add_table(self.short, 2)

    def render_all(self) -> None:
        """Show what is required, the oldest first, which policies there are, what falls short."""
        if self.identity is not None:
            self.required.model_of_rows().show(self.identity.required)
            self.policies.model_of_rows().show(self.identity.policies)
            self.short.model_of_rows().show(self.identity.falling_short)
            self.update_buttons()

    def update_buttons(self) -> None:
        """Say whether the one who acts can propose either."""
        found = self.identity
        if found is None:
            return
        barred = "" if found.administrator else ONLY_ADMINISTRATORS()
        self.allow(self.require, barred)
        self.allow(self.release, barred or ("" if self.required.current() else CHOOSE()))

    def _require(self) -> None:
        dialog = PolicyDialog(self.desk, self)
        dialog.on_wanted(self.do_signed)
        dialog.open()

    def _ask_release(self) -> None:
        row: RequirementView | None = self.required.current()
        if row is None:
            return
        dialog = ReasonDialog(
            self.desk,
            T("Policies", "Require it no more?"),
            T(
                "Policies",
                "Versions may be approved under any policy then, unless another requires.",
            ),
            T("Policies", "Require it &no more"),
            self,
        )
        model, tier = row.model, row.tier
        dialog.given.connect(lambda reason: self._release(model, tier, reason))
        dialog.open()

    def _release(self, model: str | None, tier: str | None, reason: str) -> None:
        def work(project: Project, actor: str, key: Signer | None) -> ActView:
            return release_policies(
                project.registry, actor, model=model, tier=tier, reason=reason, signer=key
            )

        self.do_signed(work)
