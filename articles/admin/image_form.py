from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.image_choice import thumbnail
from articles.images.uploads import PictureRefused
from articles.models import Image
from articles.models.image import KnownPicture
from newsroom.templatetags.newsroom import in_its_direction

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ("original", "title", "focus_x", "focus_y", "decorative", "licence", "source")
        # Not the stock widget, which links to the file: an original has no address.
        widgets = {
            "original": forms.FileInput(attrs={"accept": ACCEPTED}),
            "title": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "licence": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "source": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        }
        help_texts = {
            "original": gettext_lazy(
                "JPEG, PNG, WebP, AVIF or GIF, up to 25 MB and 40 million pixels. Readers get smaller copies without "
                "the file's own data, such as where it was taken."
            ),
            "title": gettext_lazy("For finding it again here; readers never see it."),
            "focus_x": gettext_lazy("What every crop keeps in sight: 0 is the left edge, 100 the right one."),
            "focus_y": gettext_lazy("0 is the top, 100 the bottom."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "original" in self.fields:
            self.fields["original"].label = _("Replace the file")
            self.fields["original"].help_text = _(
                "The new file stands at once wherever this one stands, with the same words: look afterwards whether "
                "they still say what is seen."
            )

    def clean(self) -> dict[str, Any]:
        """Refuse here, beside the field, what the model would refuse when it is saved."""
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("original")
        place = {name: cleaned[name] for name in ("focus_x", "focus_y") if name in cleaned}
        if file and "original" in self.changed_data and len(place) == 2:
            try:
                Image(pk=self.instance.pk, **place).prepared(file)
            except KnownPicture as known:
                self.add_error("original", forms.ValidationError(already_there(known.image)))
            except PictureRefused as refusal:
                self.add_error("original", str(refusal))
        return cleaned


def already_there(image: Image) -> SafeString:
    """Say which picture is the same, and lead to it."""
    address = reverse("admin:articles_image_change", args=[image.pk])
    link = format_html('<a href="{}">{} {}</a>', address, thumbnail(image), in_its_direction(image))
    return format_html(_("This picture is already there, and is not stored twice: {picture}"), picture=link)
