from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import fields
from articles.admin.publishable import StepFields
from articles.models import Article, Author
from newsroom.admin import direct
from newsroom.plain_text import clean_line
from newsroom.prose import ProseWidget
from newsroom.sanitize import clean_article

BODY_TOO_LONG = _("The text is longer than 200,000 characters. Divide it, or remove what was pasted with it.")
# Written in the article's language; the rest of the form is in the interface's.
WRITTEN = (
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "dateline",
    "source",
    "lead_alt",
    "lead_caption",
    "slug",
    "seo_title",
    "seo_description",
)
# What an editor decides about a row at once, without a revision.
CONTROLS = ("embargoed_until", "expires_at", "breaking_until", "comments_open", "comments_close_at")
FEWEST_BYLINES = 3


class ArticleForm(StepFields, forms.ModelForm):
    """The working copy of an article: it is filled from the newest revision and stored as the next one."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    minor = forms.BooleanField(
        label=_("minor edit"),
        required=False,
        help_text=_("Readers see no new date, and the other edition does not become outdated."),
    )
    note = forms.CharField(label=_("note for the revision"), max_length=200, required=False)

    class Meta:
        model = Article
        fields = (*WRITTEN, "body", "kind", "section", "topics", "lead_image", *CONTROLS)
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 3, "cols": 100}),
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = self.instance.language = language
        content = self.instance.working_copy() if self.instance.pk else {}
        self.initial |= {name: content[name] for name in (*fields.TEXTS, *fields.ROWS, "topics") if name in content}
        self.initial["version"] = self.instance.version
        self.fields["body"].widget = ProseWidget(language)
        for name in WRITTEN:
            direct(self.fields[name], language)
        self._add_bylines(content.get("authors", []))

    def _add_bylines(self, keys: list[int]) -> None:
        """Offer a byline more than there are: the printed order is the order of the fields."""
        self.bylines = [f"byline_{number}" for number in range(1, max(FEWEST_BYLINES, len(keys) + 1) + 1)]
        for position, name in enumerate(self.bylines):
            label = _("byline %(number)s") % {"number": position + 1}
            self.fields[name] = forms.ModelChoiceField(Author.objects.all(), required=False, label=label)
            self.initial[name] = keys[position] if position < len(keys) else None

    def clean_headline(self) -> str:
        return clean_line(self.cleaned_data["headline"])

    def clean_body(self) -> str:
        try:
            return clean_article(self.cleaned_data["body"])
        except ValueError as too_long:
            raise forms.ValidationError(BODY_TOO_LONG) from too_long

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("version") != self._stored_version():
            # Said as an error of the form, so that what was typed stays on the page.
            raise forms.ValidationError(
                _(
                    "Somebody else has saved this article meanwhile. Your text is still here: copy it, reload the page and bring the two together."
                ),
                code="stale",
            )
        return cleaned

    def editorial(self) -> dict[str, Any]:
        """Return the cleaned editorial fields as `Article.revise` takes them."""
        content = {name: self.cleaned_data[name] for name in (*fields.TEXTS, *fields.ROWS, "topics")}
        chosen = [self.cleaned_data[name] for name in self.bylines if self.cleaned_data[name]]
        return content | {"authors": list(dict.fromkeys(chosen))}

    def controls(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CONTROLS}

    def _stored_version(self) -> int | None:
        return Article.objects.filter(pk=self.instance.pk).values_list("version", flat=True).first()


def fieldsets(bylines: list[str]) -> list[tuple[Any, dict[str, Any]]]:
    """Return the groups of the form, with as many bylines as it has."""
    return [
        (None, {"fields": ["kicker", "headline", "short_headline", "standfirst", "dateline", "body"]}),
        (_("Place and people"), {"fields": ["kind", "section", "topics", *bylines, "source"]}),
        (_("Lead image"), {"fields": ["lead_image", "lead_alt", "lead_caption"]}),
        (_("Publication"), {"fields": ["publish_at", "embargoed_until", "expires_at", "breaking_until", "reason"]}),
        (_("Comments"), {"fields": ["comments_open", "comments_close_at"]}),
        (_("Address and search engines"), {"fields": ["slug", "seo_title", "seo_description"]}),
        (_("This revision"), {"fields": ["minor", "note", "version"]}),
    ]
