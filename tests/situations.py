"""Where an article or a page can stand, and the verbs that lead there."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from makers import make_article, make_page, make_user

from articles.choices import Status
from articles.models import Article, ArticleRevision, Page
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry

# Where a row stands -> the verbs that lead there from a draft.
SITUATIONS: dict[str, list[str]] = {
    "draft": [],
    "in review": ["submit"],
    "ready": ["submit", "approve"],
    "scheduled": ["schedule"],
    "live": ["publish"],
    "live, changes to come": ["publish", "schedule"],
    "withdrawn": ["publish", "withdraw"],
    "withdrawn before its hour": ["schedule", "withdraw"],
    "draft again": ["publish", "withdraw", "restore"],
}
# Situation -> verb -> the status it leads to. Every pair that is not here is refused.
ALLOWED: dict[str, dict[str, Status]] = {
    "draft": {"submit": Status.IN_REVIEW, "publish": Status.PUBLISHED},
    "in review": {"return_": Status.DRAFT, "approve": Status.READY, "publish": Status.PUBLISHED},
    "ready": {"return_": Status.DRAFT, "publish": Status.PUBLISHED},
    "scheduled": {"publish": Status.PUBLISHED, "unschedule": Status.READY, "withdraw": Status.WITHDRAWN},
    "live": {"publish": Status.PUBLISHED, "withdraw": Status.WITHDRAWN},
    "live, changes to come": {
        "publish": Status.PUBLISHED,
        "cancel_swap": Status.PUBLISHED,
        "withdraw": Status.WITHDRAWN,
    },
    "withdrawn": {"publish": Status.PUBLISHED, "restore": Status.DRAFT},
    "withdrawn before its hour": {"publish": Status.PUBLISHED, "restore": Status.DRAFT},
    "draft again": {"submit": Status.IN_REVIEW, "publish": Status.PUBLISHED},
}
ARGUMENTS: dict[str, dict[str, Any]] = {"withdraw": {"reason": "خطأ في الأسماء"}}
MAKERS = {"article": make_article, "page": make_page}
STEPS_OF = {"article": Article.steps, "page": Page.steps}
VERBS = [(kind, verb) for kind in MAKERS for verb in STEPS_OF[kind]]
# A page's changes have no hour of their own.
PAIRS = [
    (kind, situation, verb)
    for kind, verb in VERBS
    for situation in SITUATIONS
    if kind == "article" or situation != "live, changes to come"
]


def take(row: Any, verb: str, by: Any = SYSTEM) -> None:
    if verb == "schedule":
        row.publish(by=by, at=timezone.now() + timedelta(days=1))
    else:
        getattr(row, verb)(by=by, **ARGUMENTS.get(verb, {}))


def row_in(situation: str, kind: str = "article") -> Any:
    row = MAKERS[kind](published=False)
    for verb in SITUATIONS[situation]:
        take(row, verb)
    return type(row).objects.get(pk=row.pk)


def stored(row: Any) -> dict[str, Any]:
    """Return all that a refused verb must leave as it was."""
    columns = type(row).objects.filter(pk=row.pk).values().get()
    revisions = ArticleRevision.objects.filter(article__pk=row.pk).count() if isinstance(row, Article) else 0
    return columns | {"log": AuditEntry.objects.count(), "revisions": revisions}


def from_where(verb: str) -> str:
    return next(situation for situation, verbs in ALLOWED.items() if verb in verbs)


def everything_but(right: str) -> Any:
    from django.contrib.auth.models import Permission

    person = make_user("almost", languages=["ar", "en"])
    app, codename = right.split(".")
    person.user_permissions.set(Permission.objects.filter(content_type__app_label=app).exclude(codename=codename))
    assert person.has_perm("articles.change_article")
    assert not person.has_perm(right)
    return person
