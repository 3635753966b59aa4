"""Proposing that versions be approved under a policy, and that they no longer have to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from registry.act_views import ActView
from registry.acts import ActKind
from registry.administration import propose
from registry.database import Registry
from registry.describe import require_tier
from registry.errors import AssayError
from registry.named_policies import named_policy
from registry.policy import PolicyDocument
from registry.policy_checks import ships
from registry.requirements import policy_words, required_of, scope_words
from registry.resolve import resolve_model
from registry.signatures.ed25519 import Signer


def require_policies(
    registry: Registry,
    actor: str,
    policies: Sequence[str],
    *,
    model: str | None = None,
    tier: str | None = None,
    reason: str = "",
    signer: Signer | None = None,
) -> ActView:
    """Require that versions be approved under one of these policies, as an administrator.

    It is about one model or about a tier's models; with neither, about all. It takes the place of
    what was required of just these; another administrator or an auditor agrees, and nobody does for
    a founder who is alone. What is approved already stays so, but nothing begins to be used by an
    approval under another policy. Raises AssayError `policy.requirement`,
    `policy.required_already`, `policy.immutable`, and as `load_policy` and `propose` do.
    """
    with registry.read() as session:
        named = [named_policy(session, policy) for policy in policies]
    documents = sorted(named, key=lambda one: (one.name, one.version))
    subject = _scope(registry, model, tier) | {
        "names": " or ".join(map(_named_exactly, documents)),
        "policies": [
            {"document": one.canonical.decode("ascii"), "digest": one.digest} for one in documents
        ],
    }
    return propose(registry, actor, ActKind.REQUIRE_POLICY, subject, reason=reason, signer=signer)


def release_policies(
    registry: Registry,
    actor: str,
    *,
    model: str | None = None,
    tier: str | None = None,
    reason: str = "",
    signer: Signer | None = None,
) -> ActView:
    """Require it no more, as two persons again. Raises AssayError `policy.not_required`."""
    subject = _scope(registry, model, tier)
    return propose(registry, actor, ActKind.RELEASE_POLICY, subject, reason=reason, signer=signer)


def _named_exactly(document: PolicyDocument) -> str:
    """A policy as who agrees to it has to know it: one of Assay's own, or by its digest."""
    own = "shipped" if ships(document) else "not shipped with Assay"
    return f"{policy_words(document)} ({own}, {document.digest[:12]})"


def _scope(registry: Registry, model: str | None, tier: str | None) -> dict[str, Any]:
    if model is not None and tier is not None:
        raise AssayError(
            "policy.requirement",
            "A requirement is about one model or about a tier's models, not both.",
            "Give --model or --tier.",
        )
    if tier is not None:
        require_tier(tier)
    with registry.read() as session:
        row = None if model is None else resolve_model(session, model)
        present = required_of(session, row.id if row else None, tier)
        return {
            "replaces": present.act_id if present else None,
            "replaced": f", in place of {present.names}" if present else "",
            "model": None if row is None else row.id,
            "tier": tier,
            "scope_name": scope_words(None if row is None else row.name, tier),
        }
