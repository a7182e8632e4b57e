"""The library as a dialog: choosing a picture for an article without leaving its form."""

from django.contrib import admin
from django.core.paginator import EmptyPage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.bounded_list import MOST, Pages
from articles.admin.library_card import card_of
from articles.models import Image
from newsroom import languages
from newsroom.pagination import CountOf
from newsroom.refusals import NotPermitted
from newsroom.typed_number import typed_number

SIZE = 24
LONGEST_QUERY = 200


class OffersPictures(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        choose, shown = (self.admin_site.admin_view(view) for view in (self.choose_view, self.shown_view))
        return [
            path("choose/", choose, name="articles_image_choose"),
            path("<int:key>/shown/", shown, name="articles_image_shown"),
            *super().get_urls(),
        ]

    def choose_view(self, request: HttpRequest) -> HttpResponse:
        """Return the dialog, or only what was found in it (`?part=found`)."""
        self._require_view(request)
        words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
        number = typed_number(request.GET.get("page"), 4) or 1
        start = (number - 1) * SIZE
        if start >= MOST:
            raise Http404
        rows = Image.objects.matching(words) if words else Image.objects.all()
        rows = rows.order_by("-created_at", "-pk")
        keys = rows.values("pk")[start : start + SIZE]
        counted = Image.objects.filter(pk__in=keys).annotate(found_count=CountOf(rows, MOST))
        images = list(counted.as_cards().order_by("-created_at", "-pk"))
        pages = Pages(rows, images[0].found_count if images else 0, SIZE)
        try:
            page = pages.page(number)
        except EmptyPage as error:
            raise Http404 from error
        context = {
            "cards": [card_of(image, lacking=self._language(request)) for image in images],
            "page": page,
            "is_cut": pages.counted > MOST,
            "words": words,
            "may_upload": self.has_add_permission(request),
        }
        part = "_found" if request.GET.get("part") == "found" else "_choose"
        return TemplateResponse(request, f"admin/articles/image/{part}.html", context)

    def shown_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Return a picture as the editor of a text shows it; nothing where it is gone."""
        self._require_view(request)
        lacking = self._language(request)
        image = Image.objects.prefetch_related("texts").filter(pk=key).first()
        if image is None:
            # A text may name one that is gone: there it stays a number.
            return HttpResponse(status=204)
        words = image.as_picture(lacking[0])
        context = {"card": card_of(image, lacking=lacking), "language": lacking[0]}
        context |= {"alt": words.alt, "caption": words.caption, "credit": words.credit} if len(lacking) == 1 else {}
        return TemplateResponse(request, "admin/articles/image/_shown.html", context)

    def _language(self, request: HttpRequest) -> tuple[str, ...]:
        asked = request.GET.get("language")
        return (asked,) if asked in languages.CODES else tuple(languages.CODES)

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise NotPermitted(_("Your account may not see the pictures."))
