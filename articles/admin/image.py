from typing import Any, ClassVar

from django.contrib import admin, messages
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.image_form import ImageForm
from articles.admin.image_uploading import UploadsPictures
from articles.admin.image_uses import ShowsUses
from articles.admin.image_words import ImageTextForm, ImageTextFormSet, TakesWords
from articles.admin.library import ListsPictures
from articles.admin.library_choosing import OffersPictures
from articles.admin.storing import SaysNotStored
from articles.admin.titles import SaysTitles
from articles.images.uploads import PictureRefused
from articles.models import Image, ImageText
from newsroom import languages
from newsroom.admin import LogsForms, staff

FOCUS = ("focus_x", "focus_y")


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
class ImageAdmin(
    SaysNotStored, ShowsUses, UploadsPictures, TakesWords, OffersPictures, ListsPictures, SaysTitles, LogsForms
):
    form = ImageForm
    inlines = (ImageTextInline,)
    readonly_fields = ("focal_point", "size")

    class Media:
        js = (Script("js/focal-point.js", type="module"), Script("js/leave-guard.js", type="module"))
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-focal.css", "css/admin-library.css"]}

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        size = ["size"] if obj else []
        return ["title", *size, "original", "focal_point", FOCUS, "decorative", "licence", "source"]

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        image = Image.objects.get(pk=obj.pk)
        self._carry_out(request, image, form)
        names = [name for name in ("title", "licence", "source", "decorative") if name in form.changed_data]
        for name in names:
            setattr(image, name, form.cleaned_data[name])
        if names:
            image.save(update_fields=names)
            image.show_again()
        obj.refresh_from_db()

    def log_line(self, form: Any, formsets: Any, change: bool) -> tuple[str, dict[str, Any]]:
        """Leave out what the verbs have written a line of."""
        verb, detail = super().log_line(form, formsets, change)
        if change:
            detail["fields"] = [name for name in detail["fields"] if name not in ("original", *FOCUS)]
        return verb, detail

    @admin.display(description=gettext_lazy("focal point"))
    def focal_point(self, image: Image) -> SafeString:
        picture = image.rendition("whole", at_least=960, ending="webp") if image.pk else None
        return render_to_string("admin/articles/image/_focal_point.html", {"picture": picture})

    @admin.display(description=gettext_lazy("size"))
    def size(self, image: Image) -> SafeString | str:
        if not image.width:
            return "–"
        return format_html('<bdi dir="ltr">{} × {} {}</bdi>', image.width, image.height, image.format)

    def _carry_out(self, request: HttpRequest, image: Image, form: Any) -> None:
        focus = [form.cleaned_data[name] for name in FOCUS]
        if "original" in form.changed_data:
            # Its crops are made once, around the point that was chosen with it.
            image.focus_x, image.focus_y = focus
            image.replace(form.cleaned_data["original"], by=staff(request))
            told = _("The new file stands wherever the old one stood. Look whether the words still say what is seen.")
            self.message_user(request, told, messages.WARNING)
            return
        try:
            image.refocus(*focus, by=staff(request))
        except (PictureRefused, FileNotFoundError):
            image.refresh_from_db()
            told = _("The focal point stays where it was: the stored file cannot be read. Replace it by a sound one.")
            self.message_user(request, told, messages.ERROR)
