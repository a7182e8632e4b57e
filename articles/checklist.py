"""What an article lacks before readers may have it, and what an editor should look at once more.

The admin's acts refuse on what is lacking; the verb itself does not look here, so that imports
and the newsroom's own machines stay free. Both lists are open: one entry or function each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import addresses, described, typing_lint
from articles.described import IllustratedText, has_credit, is_described
from newsroom import languages
from newsroom.clock import told
from newsroom.sanitize import plain

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from articles.models import Article, Image

LONG_HEADLINE = 90
# Fewer letters say nothing about the language of a text.
ENOUGH_LETTERS = 40


@dataclass
class Copy:
    """What would be published, as the checks look at it; what costs a query is asked for once."""

    article: "Article"
    content: dict[str, Any]
    image: "Image | None"
    without_picture: bool

    @cached_property
    def words(self) -> str:
        return plain(self.content["body"])

    @cached_property
    def text(self) -> IllustratedText:
        return IllustratedText(self.content["body"], self.article.language)

    def has_picture(self) -> bool:
        """Say whether the lead image can be shown to everybody, or none is meant to be there."""
        if self.image is None:
            return self.without_picture
        return bool(self.content["lead_alt"].strip()) or is_described(self.image, self.article.language)

    def has_described_pictures(self) -> bool:
        return self.text.is_described()

    def has_named_maker(self) -> bool:
        if self.image is None or self.content["lead_credit"].strip():
            return True
        return has_credit(self.image, self.article.language)


@dataclass(frozen=True)
class Finding:
    """One line of the list; `field` is the form's, where the work is to be done, "" where that is not in this form."""

    text: "StrOrPromise"
    field: str = ""


@dataclass(frozen=True)
class Need:
    """Without this nothing is published from the admin."""

    label: "StrOrPromise"
    field: str
    is_met: Callable[[Copy], bool]


@dataclass(frozen=True)
class Checklist:
    met: list[Finding]
    blocks: list[Finding]
    warnings: list[Finding]


NEEDS = (
    Need(gettext_lazy("a headline"), "headline", lambda copy: bool(copy.content["headline"].strip())),
    Need(gettext_lazy("a standfirst"), "standfirst", lambda copy: bool(copy.content["standfirst"].strip())),
    Need(gettext_lazy("a text"), "body", lambda copy: bool(copy.words.strip())),
    Need(gettext_lazy("a section"), "section", lambda copy: bool(copy.content["section"])),
    Need(
        gettext_lazy("a lead image with its alt text in this language, or “no picture”"),
        "lead_image",
        Copy.has_picture,
    ),
    Need(gettext_lazy("who made the lead image, or its source"), "lead_image", Copy.has_named_maker),
    Need(described.NEEDED, "body", Copy.has_described_pictures),
    Need(gettext_lazy("an address word"), "slug", lambda copy: bool(copy.content["slug"])),
)


def long_headline(copy: Copy) -> Finding | None:
    length = len(copy.content["headline"])
    if length <= LONG_HEADLINE:
        return None
    words = ngettext("The headline has %(count)d character.", "The headline has %(count)d characters.", length)
    return Finding(words % {"count": length}, "headline")


def missing_credit_inside(copy: Copy) -> Finding | None:
    without = copy.text.without_credit()
    if not without:
        return None
    words = ngettext(
        "%(count)d picture in the text has no credit in this language.",
        "%(count)d pictures in the text have no credit in this language.",
        len(without),
    )
    return Finding(words % {"count": len(without)}, "body")


def other_script(copy: Copy) -> Finding | None:
    """Warn of a text that is written in the other edition's script, or in a third."""
    letters = [script for script in map(languages.script, copy.words) if script]
    if len(letters) < ENOUGH_LETTERS or letters.count(copy.article.language) * 2 >= len(letters):
        return None
    return Finding(_("Most of the text is not written in the script of this edition."), "body")


def no_links(copy: Copy) -> Finding | None:
    return None if "<a " in copy.content["body"] else Finding(_("The text has no link."), "body")


def mistyped(copy: Copy) -> Finding | None:
    """Say how many places there are; the list beside the form says which."""
    found = typing_lint.findings(copy.content, copy.article.language)
    if not found:
        return None
    words = ngettext("%(count)d place looks mistyped.", "%(count)d places look mistyped.", len(found))
    return Finding(words % {"count": len(found)}, found[0].field)


def taken_slug(copy: Copy) -> Finding | None:
    """Say what publishing it now, or at its hour, would refuse."""
    if copy.article.year and copy.content["slug"] == copy.article.slug:
        # The address is its own.
        return None
    moments = (timezone.now(), copy.article.published_at, copy.article.embargoed_until)
    words = {name: copy.content[name] for name in ("headline", "slug")}
    _article, taken = addresses.proposed(copy.article, **words, at=max(filter(None, moments)))
    return Finding(str(taken), "slug") if taken else None


def longer_embargo(copy: Copy) -> Finding | None:
    """Say that the other edition is held back for longer: an embargo set there later does not come here by itself."""
    other, own = copy.article.other_edition, copy.article.embargoed_until
    if copy.article.has_been_public() or other is None or other.embargoed_until is None or not other.is_embargoed():
        return None
    if own and own >= other.embargoed_until:
        return None
    words = _("The other edition is under embargo for longer: until %(moment)s.")
    return Finding(words % {"moment": told(other.embargoed_until)})


# In the order in which they are shown.
WARNINGS: tuple[Callable[[Copy], Finding | None], ...] = (
    taken_slug,
    longer_embargo,
    long_headline,
    missing_credit_inside,
    other_script,
    no_links,
    mistyped,
)


def of(article: "Article") -> Checklist:
    """Check the newest revision of `article`."""
    copy = Copy(article, article.content, article.image_at_work, article.without_picture)
    return Checklist(
        met=[Finding(need.label, need.field) for need in NEEDS if need.is_met(copy)],
        blocks=lacking(copy),
        warnings=[finding for warn in WARNINGS if (finding := warn(copy)) is not None],
    )


def lacking(copy: Copy) -> list[Finding]:
    return [Finding(need.label, need.field) for need in NEEDS if not need.is_met(copy)]
