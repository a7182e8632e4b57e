from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.models import Image, ImageText
from newsroom import languages
from newsroom.admin import direct


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ("original", "title", "focus_x", "focus_y", "licence", "source")

    def clean_original(self) -> Any:
        """Refuse here, beside the field, what the model would refuse when it is saved."""
        file = self.cleaned_data["original"]
        if file and "original" in self.changed_data:
            try:
                images.decode(file.file)
            except images.PictureRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return file


class ImageTextForm(forms.ModelForm):
    class Meta:
        model = ImageText
        fields = ("language", "alt", "caption", "credit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.instance.language or self.initial.get("language") or ""
        for name in ("alt", "caption", "credit"):
            if language in languages.CODES:
                direct(self.fields[name], language)


class ImageTextFormSet(forms.BaseInlineFormSet):
    """One row a language, both offered from the start."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        there = {row.language for row in instance.texts.all()} if instance and instance.pk else set()
        kwargs["initial"] = [{"language": code} for code in languages.CODES if code not in there]
        super().__init__(*args, **kwargs)


class ImageTextInline(admin.StackedInline):
    model = ImageText
    form = ImageTextForm
    formset = ImageTextFormSet
    extra = 2
    max_num = 2


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    form = ImageForm
    inlines = (ImageTextInline,)
    list_display = ("thumbnail", "title_isolated", "width", "height", "created_at")
    list_display_links = ("thumbnail", "title_isolated")
    search_fields = ("title", "texts__alt", "texts__caption", "source")
    readonly_fields = ("thumbnail", "width", "height", "format")
    fields = ("thumbnail", *ImageForm.Meta.fields, "width", "height", "format")

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString | str:
        if not image.scaled:
            return "–"
        return format_html('<img class="admin-thumbnail" src="{}" alt="">', image.scaled[0]["url"])

    @admin.display(description=_("working title"), ordering="title")
    def title_isolated(self, image: Image) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', str(image))
