from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.forms.widgets import Script
from django.http import HttpRequest
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
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": _("Search for an image")}

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
    """Foreign keys to images are chosen by `ImageSelect`."""

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Image:
            kwargs["widget"] = ImageSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def thumbnail(image: Image | None, alt: str = "") -> SafeString | str:
    smallest = image.thumb("whole") if image else None
    if smallest is None:
        return "–"
    return format_html(
        '<img class="admin-thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        smallest["url"],
        smallest["width"],
        smallest["height"],
        alt,
    )
