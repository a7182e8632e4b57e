"""Where a picture stands: shown on its form, and the reason why it cannot be deleted."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db.models import Model, ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Author, Image, Page, Publishable
from articles.standing import standing_of
from newsroom.admin import FormPage
from newsroom.templatetags.newsroom import in_its_direction

# So many are named of each kind; the rest are counted.
NAMED = 50


@dataclass(frozen=True)
class Place:
    """An article, a page or an author with the picture."""

    kind: Any
    name: SafeString
    address: str
    state: Any = ""


class ShowsUses(FormPage):
    def form_context(self, request: HttpRequest, obj: Image | None, form: Any) -> dict[str, Any]:
        context = super().form_context(request, obj, form)
        if obj:
            places, others = self.places_of(request, obj)
            context |= {"places": places, "others": unseen(others) if others else ""}
        return context

    def places_of(self, request: HttpRequest, image: Image) -> tuple[list[Place], int]:
        """Return the places that whoever asks may see, and how many more there are."""
        places: list[Place] = []
        others = 0
        for rows in users_of(image):
            may_see = self.admin_site.get_model_admin(rows.model).has_view_permission(request)
            named = [place_of(row) for row in rows[:NAMED]] if may_see else []
            places += named
            others += 0 if 0 < len(named) < NAMED else rows.count() - len(named)
        return places, others

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say of each picture in use where that is."""
        rows = list(objs)
        listed, counts, lacking, _noted = super().get_deleted_objects(rows, request)
        protected: list[Any] = []
        for image in rows:
            places, others = self.places_of(request, image)
            # One alone is named by the page.
            whose = format_html("{}: ", in_its_direction(image)) if len(rows) > 1 else ""
            named = '{}{}: <a href="{}">{}</a>'
            protected += [format_html(named, whose, place.kind, place.address, place.name) for place in places]
            protected += [format_html("{}{}", whose, unseen(others))] if others else []
        # Nobody's rights would help while it is used.
        return listed, counts, set() if protected else lacking, protected

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError:
            # Somebody has put it somewhere since the page was looked at.
            self.message_user(request, _("It is used by now, and was not deleted."), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:articles_image_delete", args=[unquote(object_id)]))


def users_of(image: Image) -> list[QuerySet[Any]]:
    return [
        Article.objects.filter(image_uses__image=image).order_by("-changed_at", "-pk"),
        Page.objects.filter(image_uses__image=image).order_by("-pk"),
        Author.objects.filter(portrait=image).order_by("pk"),
    ]


def place_of(row: Model) -> Place:
    meta = row._meta
    state = standing_of(row).label if isinstance(row, Publishable) else ""  # type: ignore[arg-type]
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    return Place(meta.verbose_name, in_its_direction(row), address, state)


def unseen(count: int) -> str:
    words = ngettext(
        "%(count)d more place that is not listed here", "%(count)d more places that are not listed here", count
    )
    return words % {"count": count}
