"""The words of a picture: a row a language, written by whoever works in it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.admin.library_card import card_of
from articles.models import Image, ImageText
from newsroom import languages
from newsroom.admin import direct, staff
from newsroom.models import AuditEntry, User
from newsroom.refusals import NotPermitted


class ImageTextForm(forms.ModelForm):
    class Meta:
        model = ImageText
        fields = ("language", "alt", "caption", "credit")

    def __init__(self, *args: Any, by: User, decorative: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What shows nothing may still have somebody to name.
        self.fields["alt"].required = not decorative
        language = self.instance.language or self.initial.get("language") or ""
        if language not in languages.CODES:
            return
        # Each of the two rows is of one language and stays so.
        self.fields["language"].disabled = True
        for name in ("alt", "caption", "credit"):
            direct(self.fields[name], language)
            # Readers have the words at once, wherever the picture stands.
            self.fields[name].disabled = not by.works_in(language)
        if not by.works_in(language):
            self.fields["alt"].help_text = _("Whoever works in this edition writes these.")

    @property
    def edition(self) -> str:
        code: str = self.instance.language or self.initial["language"]
        return code


class ImageTextFormSet(forms.BaseInlineFormSet):
    """One row a language, both offered from the start."""

    # Who has the form before them.
    by: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        there = {row.language for row in instance.texts.all()} if instance and instance.pk else set()
        kwargs["initial"] = [{"language": code} for code in languages.CODES if code not in there]
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "by": self.by, "decorative": self.instance.decorative}


def words_form(image: Image, *, by: User, data: Any = None) -> ImageTextFormSet:
    """Return the words of `image` as a form of their own, which may stand many times on a page."""
    rows: Any = forms.inlineformset_factory(
        Image, ImageText, form=ImageTextForm, formset=ImageTextFormSet, extra=2, max_num=2, can_delete=False
    )
    rows.by = by
    form: ImageTextFormSet = rows(data, instance=image, prefix=f"picture{image.pk}")
    return form


class TakesWords(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.words_view)
        return [path("<int:key>/words/", view, name="articles_image_words"), *super().get_urls()]

    @method_decorator(require_POST)
    def words_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Store the words that stand beside a picture which has just been uploaded."""
        image = get_object_or_404(Image, pk=key)
        if not self.has_change_permission(request, image):
            raise NotPermitted(_("Your account may not change pictures."))
        rows = words_form(image, by=staff(request), data=request.POST)
        is_right = rows.is_valid()
        is_saved = is_right and rows.has_changed()
        if is_saved:
            self._store_words(request, image, rows)
        if request.headers.get("X-Requested-With") != "fetch":
            return HttpResponseRedirect(reverse("admin:articles_image_change", args=[key]))
        if is_saved:
            image = Image.objects.get(pk=key)
            rows = words_form(image, by=staff(request))
        context = {"card": card_of(image), "words": rows, "is_saved": is_saved}
        answer = TemplateResponse(request, "admin/articles/image/_words.html", context)
        answer["X-Words"] = "taken" if is_right else "refused"
        return answer

    @transaction.atomic
    def _store_words(self, request: HttpRequest, image: Image, rows: ImageTextFormSet) -> None:
        rows.save()
        names = [f"{ImageText._meta.label_lower}.{name}" for row in rows.forms for name in row.changed_data]
        AuditEntry.objects.record(image, "change", by=staff(request), fields=list(dict.fromkeys(names)))
