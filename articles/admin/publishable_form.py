from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin import times
from articles.admin.image_choice import addresses_of_the_library
from articles.admin.moments import MomentField, name_parts, tell_zone
from articles.admin.step_fields import StepFields, meant_for_others
from newsroom import embeds
from newsroom.admin import direct
from newsroom.prose import (
    NO_SCRIPT_HELP,
    PLAIN_HELP,
    ProseWidget,
    is_beyond_the_editor,
    with_paragraphs,
    with_whole_addresses,
)
from newsroom.sanitize import BodyRefused, clean_article

STALE = _(
    "Somebody else has saved this meanwhile, so yours was not stored over theirs. Your text is still below: copy what "
    "you need, open the newer version in another tab and bring the two together there."
)


class PublishableForm(StepFields, forms.ModelForm):
    """What the forms of articles and pages share: the version that was looked at, the text, the times."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # Fields written in the row's language; the rest of the form is in the interface's.
    written: ClassVar[tuple[str, ...]] = ()
    # What readers notice at once, without another step: for those who may publish.
    controls: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        *args: Any,
        language: str,
        may_publish: bool,
        step_fields: Collection[str] = (),
        may_override: bool = False,
        refusal: str = "",
        typed: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.refusal = refusal
        self.may_publish = may_publish
        self.may_override = may_override
        # What was typed into this form before, to be shown again: a QueryDict.
        self.typed = typed
        self.language = self.instance.language = language
        self.initial["version"] = self.instance.version
        for name in (*self.written, "reason"):
            direct(self.fields[name], language)
        for name in self.declared_fields:
            # As Django writes the labels of a model's own fields.
            self.fields[name].label = capfirst(self.fields[name].label)
        if self.instance.pk and self.instance.is_scheduled():
            self.initial["publish_at"] = self.instance.published_at
        for name, field in self.fields.items():
            if isinstance(field.widget, AdminSplitDateTime):
                name_parts(field)
                tell_zone(field, self.initial.get(name))
            if isinstance(field, MomentField):
                field.standing = self.initial.get(name)
            # A browser would cut what is pasted without a word: the form says that it is too long, with all of it.
            field.widget.attrs.pop("maxlength", None)
        hidden = set(StepFields.base_fields) - set(step_fields)
        for name in hidden if may_publish else hidden.union(self.controls):
            del self.fields[name]

    def is_multipart(self) -> bool:
        """Send what is written as it is: escaped, an Arabic text is three times as long, and soon too long."""
        return True

    def show_typed(self) -> None:
        """Fill a form that has just been opened with what was typed into it before, right or wrong."""
        if self.is_bound or self.typed is None:
            return
        for name, field in self.fields.items():
            if not field.widget.value_omitted_from_data(self.typed, MultiValueDict(), self.add_prefix(name)):
                self.initial[name] = field.widget.value_from_datadict(
                    self.typed, MultiValueDict(), self.add_prefix(name)
                )

    def show_body(self, body: str) -> None:
        """Give the body its editor, and say what to know where that is a plain field."""
        field = self.fields["body"]
        field.widget = ProseWidget(self.language)
        field.widget.attrs |= addresses_of_the_library()
        shown = self.data.get("body", "") if self.is_bound else body
        field.help_text = (
            PLAIN_HELP if is_beyond_the_editor(shown) else format_html("<noscript>{}</noscript>", NO_SCRIPT_HELP)
        )

    @property
    def publishes(self) -> bool:
        """Say whether the button that was pressed would publish what is in the form."""
        return self.data.get("_step") == "publish"

    def clean_body(self) -> str:
        typed = with_whole_addresses(with_paragraphs(self.cleaned_data["body"]))
        if unknown := embeds.refused(typed):
            raise forms.ValidationError([embeds.refusal(address) for address in unknown])
        try:
            return clean_article(typed)
        except BodyRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("version") != self._stored_version():
            # Said as an error of the form, so that what was typed stays on the page.
            raise forms.ValidationError(STALE, code="stale")
        if self.refusal:
            raise forms.ValidationError(self.refusal, code="refused")
        for name, complaint in meant_for_others(self.changed_data, self.data.get("_step", "")):
            self.add_error(name, complaint)
        for name, complaint in times.complaints(
            self.instance, cleaned, self.changed_data, publishes=self.publishes, may_override=self.may_override
        ):
            if name in self.fields:
                self.add_error(name, complaint)
        return cleaned

    def _stored_version(self) -> int | None:
        """Read the version and keep the row until the save: of two who save at once, one is told."""
        rows = type(self.instance).objects.filter(pk=self.instance.pk).select_for_update()
        return rows.values_list("version", flat=True).first()
