"""Who may take which step from which status: one table, read by the verbs and by the admin's buttons."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.choices import Status
from newsroom import languages
from newsroom.actors import Actor
from newsroom.refusals import NotPermitted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Step:
    """One verb: its name on a button, the statuses it starts from, the one it ends in, the right it needs."""

    label: "StrOrPromise"
    sources: frozenset[Status]
    target: Status
    right: str
    # Publishing a published row swaps its live copy and is allowed; unscheduling a live one is not.
    only_before_public: bool = False
    # Only where changes of a live article have an hour of their own.
    only_with_swap: bool = False


STEPS = {
    "submit": Step(gettext_lazy("Submit for review"), frozenset({Status.DRAFT}), Status.IN_REVIEW, "submit"),
    "return_": Step(
        gettext_lazy("Return to the writer"), frozenset({Status.IN_REVIEW, Status.READY}), Status.DRAFT, "approve"
    ),
    "approve": Step(gettext_lazy("Mark as ready"), frozenset({Status.IN_REVIEW}), Status.READY, "approve"),
    "publish": Step(pgettext_lazy("button", "Publish"), frozenset(Status), Status.PUBLISHED, "publish"),
    "unschedule": Step(
        gettext_lazy("Unschedule"), frozenset({Status.PUBLISHED}), Status.READY, "publish", only_before_public=True
    ),
    "cancel_swap": Step(
        gettext_lazy("Take the changes off the schedule"),
        frozenset({Status.PUBLISHED}),
        Status.PUBLISHED,
        "publish",
        only_with_swap=True,
    ),
    "withdraw": Step(pgettext_lazy("button", "Withdraw"), frozenset({Status.PUBLISHED}), Status.WITHDRAWN, "publish"),
    "restore": Step(gettext_lazy("Restore as a draft"), frozenset({Status.WITHDRAWN}), Status.DRAFT, "publish"),
}


def may(by: Actor, right: str, model: type, language: str) -> bool:
    """Say whether `by` has the right over `model` (articles.publish_article, …) and works in `language`."""
    meta = model._meta  # type: ignore[attr-defined]
    return by.has_perm(f"{meta.app_label}.{right}_{meta.model_name}") and by.works_in(language)


def require(by: Actor, right: str, model: type, language: str) -> None:
    """Raise NotPermitted unless `may`."""
    if not may(by, right, model, language):
        edition = languages.NAMES[language]
        raise NotPermitted(_("Your account may not do this in the %(edition)s edition.") % {"edition": edition})
