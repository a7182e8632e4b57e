from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms.widgets import Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Image

# Without a script the list is all there is; what an editor wants is mostly among the newest.
NEWEST = 60


class ImageSelect(AutocompleteSelect):
    """A search over all images; without JavaScript, a plain list of the newest and the chosen one."""

    class Media:
        js = (Script("js/choice-name.js", type="module"),)

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        own = {
            "data-placeholder": _("Search for an image"),
            "data-pictures": reverse("admin:articles_image_choose"),
            "data-choose": _("Choose from the library"),
        }
        return super().build_attrs(base_attrs, extra_attrs) | own

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        newest = list(self.choices.queryset.all()[:NEWEST])
        chosen = {str(key) for key in value}
        # What is among the newest need not be asked for once more.
        groups = super().optgroups(name, sorted(chosen - {str(image.pk) for image in newest}), attrs)
        options = groups[0][1]
        for image in newest:
            label = self.choices.field.label_from_instance(image)
            options.append(self.create_option(name, image.pk, label, str(image.pk) in chosen, len(options)))
        return groups


class ChoosesImages(admin.ModelAdmin):
    """Foreign keys to images are chosen by `ImageSelect`, pictures of a text in the dialog of the library."""

    class Media:
        js = tuple(Script(f"js/{name}.js", type="module") for name in ("picture-upload", "picture-picker"))
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-library.css"]}

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Image:
            kwargs["widget"] = ImageSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def addresses_of_the_library() -> dict[str, str]:
    """Return what the editor of a text must know to show its pictures and to offer others."""
    return {
        "data-pictures": reverse("admin:articles_image_choose"),
        "data-picture": reverse("admin:articles_image_shown", args=[0]),
    }


def thumbnail(image: Image | None, alt: str = "") -> SafeString | str:
    thumb = image.thumb() if image else None
    if not thumb:
        return "–"
    return format_html(
        '<img class="admin-thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        thumb["url"],
        thumb["width"],
        thumb["height"],
        alt,
    )
