"""Comments on a request: questions, answers and remarks, kept with the decisions."""

from __future__ import annotations

from sqlmodel import Session, select

from registry.approvals.parts import as_it_stands, require_open
from registry.database import Registry
from registry.errors import AssayError
from registry.parties import require_party
from registry.principals import find_principal
from registry.resolve import resolve_request
from registry.tables import ApprovalRequest, ModelVersion, Principal, ReviewComment
from registry.thread import time_of_comment
from registry.version_rows import evidence
from registry.views.requests import RequestView

COMMENT_CHARACTERS = 10_000
COMMENTS_AT_MOST = 1000


def comment(
    registry: Registry,
    actor: str,
    request: str,
    text: str,
    *,
    reply_to: str | None = None,
    about: str = "",
) -> RequestView:
    """Say something about an open request, or answer a comment on it.

    Who had a hand in the version may too: they are asked questions. `about` names a kind of its
    evidence. Raises AssayError `comment.text`, `comment.unknown`, `comment.about`,
    `comment.many`, `request.closed` or `role.missing`.
    """
    body = text.strip()
    if not body or len(body) > COMMENT_CHARACTERS:
        raise AssayError(
            "comment.text",
            f"A comment has 1 to {COMMENT_CHARACTERS:,} characters.",
            "Say it in fewer words, or attach what is longer as evidence to a new version.",
        )
    with registry.read() as session:
        actor_id = find_principal(session, actor).id
        request_id = resolve_request(session, request, whole_id=True).id
    details = {"request": request_id}
    with registry.transact(actor_id, "review.commented", details) as session:
        row = session.get_one(ApprovalRequest, request_id)
        version = session.get_one(ModelVersion, row.version_id)
        require_open(row)
        require_party(session, version, session.get_one(Principal, actor_id))
        _require_about(session, version, about)
        session.add(
            ReviewComment(
                request_id=row.id,
                parent_id=_parent(session, row, reply_to),
                about=about,
                body=body,
                principal_id=actor_id,
                written_at=time_of_comment(session, row.id),
            )
        )
    return as_it_stands(registry, request_id)


def _parent(session: Session, request: ApprovalRequest, text: str | None) -> str | None:
    """The id of the comment that is answered, from its id or an end of it."""
    rows = session.exec(
        select(ReviewComment.id).where(ReviewComment.request_id == request.id)
    ).all()
    if len(rows) >= COMMENTS_AT_MOST:
        raise AssayError(
            "comment.many",
            f"The request has {COMMENTS_AT_MOST:,} comments, which is the most that it takes.",
            "Decide on it.",
        )
    if text is None:
        return None
    found = [key for key in rows if key.endswith(text.lower())]
    if len(text) < 6 or len(found) != 1:
        raise AssayError(
            "comment.unknown",
            f"There is no one comment '{text}' on this request.",
            "'assay review REQUEST' shows them; give an id, or its last 6 characters at least.",
        )
    return found[0]


def _require_about(session: Session, version: ModelVersion, about: str) -> None:
    kinds = sorted({row.kind for row in evidence(session, version)})
    if about and about not in kinds:
        raise AssayError(
            "comment.about",
            f"The version has no evidence of the kind '{about}'.",
            f"Kinds are: {', '.join(kinds)}.",
        )
