import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import addresses, checklist, fields
from articles.admin.conflicting_controls import was_breaking
from articles.admin.controls import COMMENT_CONTROLS, CONTROLS, SWITCHES
from articles.admin.picks import PicksField
from articles.admin.publishable_form import PublishableForm
from articles.models import Article, Author
from articles.models.controlled import BREAKING, check_breaking
from articles.slugs import check_address_word, slug_from
from newsroom.clock import told
from newsroom.plain_text import clean_line, isolated
from newsroom.refusals import WrongState

WRITTEN = (
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "dateline",
    "source",
    "lead_alt",
    "lead_caption",
    "lead_credit",
    "slug",
    "seo_title",
    "seo_description",
)
PUBLICATION = ("publish_at", "embargoed_until", "before_embargo", "expires_at", "breaking", "breaking_until", "reason")
FEWEST_BYLINES = 3
BYLINE = re.compile(r"byline_([1-9]\d?)")


class Once:
    """Choices that several fields share: asked for once, and only where they are shown."""

    def __init__(self, choices: Iterable[Any]) -> None:
        self.choices = choices

    @cached_property
    def rows(self) -> list[Any]:
        # Not `list`, which would ask how many there are before it asks which.
        return [*iter(self.choices)]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)


def isolate_names(field: Any) -> None:
    """Keep the direction of each name to itself where rows are offered: no element can stand in an option."""
    if isinstance(field, forms.ModelChoiceField):
        field.label_from_instance = lambda obj: isolated(str(obj))  # type: ignore[method-assign]


class ArticleForm(PublishableForm):
    """The working copy of an article: it is filled from the newest revision and stored as the next one."""

    written = WRITTEN
    controls = (*CONTROLS, "breaking")

    related_picks = PicksField(label=_("related articles"), required=False)
    breaking = forms.BooleanField(
        label=_("breaking news"),
        required=False,
        help_text=_("For an hour, where no other end is chosen; for a day at most."),
    )
    minor = forms.BooleanField(
        label=_("minor edit"),
        required=False,
        help_text=_("Readers see no new date, and the other edition does not become outdated."),
    )
    note = forms.CharField(
        label=_("note for colleagues"),
        max_length=200,
        required=False,
        help_text=_("What has changed, for whoever looks at the revisions. Readers never see it."),
    )

    class Meta:
        model = Article
        fields = (*WRITTEN, "body", "kind", "section", "topics", "lead_image", *SWITCHES, *CONTROLS)
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 3, "cols": 100}),
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        content = self.instance.content if self.instance.pk else {}
        names = (*fields.TEXTS, *fields.ROWS, "topics")
        self.initial.update({name: content[name] for name in names if name in content})
        # check_address_word says what is wrong and what would be right.
        self.fields["slug"].validators = []
        self.fields["note"].widget.attrs["dir"] = "auto"
        self.initial["breaking"] = self.instance.is_breaking
        for field in self.fields.values():
            isolate_names(field)
        picks: Any = self.fields["related_picks"]
        picks.article = self.instance
        self._add_bylines(content.get("authors", []))
        self.show_typed()
        self.show_body(self.initial.get("body", ""))

    def _add_bylines(self, keys: list[int]) -> None:
        """Offer a byline more than there are: the printed order is the order of the fields."""
        self.bylines = byline_names(keys, self.data if self.is_bound else self.typed)
        people: Any = None
        for position, name in enumerate(self.bylines):
            label = _("byline %(number)s") % {"number": position + 1}
            field = forms.ModelChoiceField(Author.objects.all(), required=False, label=capfirst(label))
            self.fields[name] = field
            isolate_names(field)
            offered: Any = field.choices
            people = people or Once(offered)
            field.widget.choices = people
            self.initial[name] = keys[position] if position < len(keys) else None

    def clean_headline(self) -> str:
        return clean_line(self.cleaned_data["headline"])

    def clean_slug(self) -> str:
        slug: str = unicodedata.normalize("NFC", self.cleaned_data["slug"])
        # What came by an import stands until somebody writes another.
        if slug and slug != self.initial.get("slug"):
            check_address_word(slug)
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "breaking" in self.fields:
            self._clean_breaking(cleaned)
        # What the whole of it would be is asked where each field by itself is right.
        for look in (self._clean_address, self._clean_scheduled):
            if not self.errors:
                look(cleaned)
        return cleaned

    def _clean_breaking(self, cleaned: dict[str, Any]) -> None:
        """Give breaking news its end: the one that is chosen, else in an hour; none where the box is unticked."""
        now, until = timezone.now(), cleaned.get("breaking_until")
        is_chosen = "breaking_until" in self.changed_data
        if is_chosen and until and until <= now:
            self.add_error("breaking_until", _("This time has passed. Choose a later one, or leave it empty."))
        elif cleaned.get("breaking") and (until is None or until <= now):
            # Ticked as it was opened, it says nothing new: what has ended meanwhile stays ended.
            standing = self.instance.breaking_until if was_breaking(self.data) else None
            cleaned["breaking_until"] = standing or (now + BREAKING).replace(microsecond=0)
        elif not cleaned.get("breaking") and until and until > now and not is_chosen:
            cleaned["breaking_until"] = None
        try:
            check_breaking(until)
        except WrongState as refusal:
            self.add_error("breaking_until", str(refusal))

    def _clean_address(self, cleaned: dict[str, Any]) -> None:
        """Say beside the address word that it is another article's, where it is about to become the address."""
        is_followed = self.instance.is_scheduled() and self.may_publish
        if not (self.publishes or is_followed):
            return
        hour = cleaned.get("publish_at") if self.publishes else self.instance.published_at
        at = max(filter(None, (timezone.now(), hour, cleaned.get("embargoed_until"))))
        _article, taken = addresses.proposed(self.instance, headline=cleaned["headline"], slug=cleaned["slug"], at=at)
        if taken:
            self.add_error("slug", str(taken))

    def _clean_scheduled(self, cleaned: dict[str, Any]) -> None:
        """Let nothing that has its hour already lose what it would not have been published without."""
        if not self.instance.is_scheduled():
            return
        content, image = self.instance.content, self.instance.lead_image
        if self.may_publish:
            content, image = content | fields.dump(self.editorial()), cleaned["lead_image"]
            # As it is stored.
            content["slug"] = content["slug"] or slug_from(content["headline"])
        elif self.instance.live_revision:
            content = self.instance.live_revision.content
        copy = checklist.Copy(self.instance, content, image, without_picture=cleaned["without_picture"])
        words = _(
            "It is to be published on %(moment)s and would lack this. Fill it in, or take it off the schedule first."
        )
        for finding in checklist.lacking(copy):
            if self.may_publish or "without_picture" in self.changed_data:
                self.add_error(finding.field, words % {"moment": told(self.instance.published_at)})

    def editorial(self) -> dict[str, Any]:
        """Return the cleaned editorial fields as `Article.revise` takes them."""
        content = {name: self.cleaned_data[name] for name in (*fields.TEXTS, *fields.ROWS, "topics")}
        chosen = [self.cleaned_data[name] for name in self.bylines if self.cleaned_data[name]]
        # Topics have no order of their own: the same ones make the same revision.
        return content | {"authors": list(dict.fromkeys(chosen)), "topics": content["topics"].order_by("pk")}

    def has_new_text(self, article: Article) -> bool:
        """Say whether the form differs from the working copy, or has a note that wants a revision to stand on."""
        working = article.content
        said = fields.dump(self.editorial())
        return bool(self.cleaned_data["note"]) or any(working.get(name) != value for name, value in said.items())

    def changed_controls(self, article: Article) -> dict[str, Any]:
        """Return what the form says of the controls and `article` does not."""
        said = {name: self.cleaned_data[name] for name in (*SWITCHES, *CONTROLS) if name in self.fields}
        return {name: value for name, value in said.items() if getattr(article, name) != value}


def byline_names(keys: list[int], typed: Any = None) -> list[str]:
    """Return the names of the fields for one byline more than there are, or as many as were sent or `typed`."""
    sent = [int(found[1]) for name in typed or () if (found := BYLINE.fullmatch(name))]
    return [f"byline_{number}" for number in range(1, max(FEWEST_BYLINES, len(keys) + 1, *sent) + 1)]


def fieldsets(
    bylines: list[str], publication_help: str, *, steps: list[str], may_publish: bool
) -> list[tuple[Any, dict[str, Any]]]:
    """Return the groups of the form, with as many bylines as it has, and without what this person may not decide."""
    groups: list[tuple[Any, dict[str, Any]]] = [
        (None, {"fields": ["kicker", "headline", "short_headline", "standfirst", "dateline", "body"]}),
        (_("Place and people"), {"fields": ["section", "kind", *bylines, "source", "topics"]}),
        (
            _("Lead image"),
            {"fields": ["lead_image_now", "lead_image", "without_picture", "lead_alt", "lead_caption", "lead_credit"]},
        ),
    ]
    if may_publish:
        times = [name for name in PUBLICATION if name in (*steps, *CONTROLS, "breaking")]
        groups += [
            (_("Publication"), {"fields": times, "description": publication_help}),
            (
                _("Comments"),
                {"fields": [*COMMENT_CONTROLS], "classes": ["collapse"]},
            ),
        ]
    return [
        *groups,
        (_("Beside the article"), {"fields": ["related_picks", "evergreen"]}),
        (
            _("Address and search engines"),
            {"fields": ["slug", "address_now", "seo_title", "seo_description"], "classes": ["collapse"]},
        ),
        (
            _("This revision"),
            {"fields": ["minor", "note", *(name for name in steps if name == "return_note"), "version"]},
        ),
    ]
