"""What an edition has put right, newest first: a newspaper that says so is believed the rest."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Correction
from articles.models.correction import CorrectionQuerySet
from articles.views.edition import page, switch
from newsroom import languages, pagination
from newsroom.addresses import absolute
from newsroom.metadata import INDEXED, NOT_INDEXED, Metadata, alternates
from newsroom.templatetags.newsroom import figures

PAGE_SIZE = 20


@require_safe
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    shown = pagination.page_of(_of(language).newest_first(), request.GET.get("page"), size=PAGE_SIZE)
    other = languages.other(language)
    paths = {code: reverse("articles:corrections", args=[code]) for code in (language, other)}
    exists = _of(other).exists()
    # From page 2 on the pages of the two editions hold different notes, and an empty list is no edition.
    is_paired = exists and shown.number == 1 and shown.paginator.count
    title, address = _("Corrections"), paths[language]
    numbered = _("%(title)s, page %(number)s") % {"title": title, "number": figures(shown.number)}
    metadata = Metadata(
        title=title if shown.number == 1 else numbered,
        description=_("What was wrong in what we published, and what is right."),
        canonical=absolute(address if shown.number == 1 else f"{address}?page={shown.number}"),
        alternates=alternates(paths if is_paired else {}),
        robots=INDEXED if shown.paginator.count else NOT_INDEXED,
    )
    there = switch(language, paths[other] if exists else "", exists=exists)
    context = {"title": title, "page": shown} | pagination.links(shown, address)
    return page(request, "articles/corrections.html", metadata, there, **context)


def _of(language: str) -> CorrectionQuerySet:
    return Correction.objects.public().in_language(language).with_article()
