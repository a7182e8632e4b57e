from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.admin.image_choice import thumbnail
from articles.admin.titles import SaysTitles
from articles.models import Image, ImageText
from newsroom import languages
from newsroom.admin import LogsForms, direct, staff
from newsroom.models import User


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ("original", "title", "focus_x", "focus_y", "licence", "source")
        # Not the stock widget, which links to the file: an original has no address.
        widgets = {
            "original": forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
            "title": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "licence": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "source": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        }
        help_texts = {
            "original": _(
                "JPEG, PNG, WebP or GIF, up to 25 MB and 40 million pixels. Readers get smaller copies without the "
                "file's own data, such as where it was taken."
            ),
            "title": _("For finding it again here; readers never see it."),
            "focus_x": _("What every crop keeps in sight: 0 is the left edge, 100 the right one."),
            "focus_y": _("0 is the top, 100 the bottom."),
        }

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

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        return {**super().get_form_kwargs(index), "by": self.by}


class ImageTextInline(admin.StackedInline):
    model = ImageText
    form = ImageTextForm
    formset = ImageTextFormSet
    extra = 2
    max_num = 2

    def get_formset(self, request: HttpRequest, obj: Image | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.by = staff(request)
        return formset

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        return super().has_delete_permission(request, obj) and all(map(staff(request).works_in, languages.CODES))


@admin.register(Image)
class ImageAdmin(SaysTitles, LogsForms):
    form = ImageForm
    inlines = (ImageTextInline,)
    list_display = ("thumbnail", "title_isolated", "width", "height", "created_at")
    list_display_links = ("title_isolated",)
    list_per_page = 50
    search_fields = ("title", "texts__alt", "texts__caption", "source")
    search_help_text = _("Words of the working title, the alt text, the caption or the source, in either language.")
    show_full_result_count = False
    readonly_fields = ("thumbnail", "size")

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        fields: list[Any] = ["original", "title", ("focus_x", "focus_y"), "licence", "source"]
        return ["thumbnail", "size", *fields] if obj else fields

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString | str:
        return thumbnail(image)

    @admin.display(description=_("working title"), ordering="title")
    def title_isolated(self, image: Image) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', str(image))

    @admin.display(description=_("size"))
    def size(self, image: Image) -> SafeString | str:
        if not image.width:
            return "–"
        return format_html('<bdi dir="ltr">{} × {} {}</bdi>', image.width, image.height, image.format)
