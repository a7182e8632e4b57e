from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.most_read import DAY, LISTED, WEEK, ranked_keys
from articles.views.edition import page, switch
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.metadata import INDEXED, NOT_INDEXED, Metadata, alternates


@require_safe
def most_read_page(request: HttpRequest, language: str) -> HttpResponse:
    """Show both rankings; where nobody has read anything, the newest articles, and say that they are that."""
    now = timezone.now()
    public = Article.objects.public(now).in_language(language)
    day, week = (ranked_keys(public, language, period, now) for period in (DAY, WEEK))
    rows = public.with_picture().in_bulk({*day, *week})
    lists = [[rows[key] for key in keys if key in rows] for keys in (day, week)]
    is_ranked = any(lists)
    other = languages.other(language)
    there = Article.objects.public(now).in_language(other)
    is_ranked_there = bool(ranked_keys(there, other, WEEK, now))
    paths = {code: reverse("articles:most_read", kwargs={"language": code}) for code in languages.CODES}
    metadata = Metadata(
        title=_("Most read"),
        description=_("What readers have read most in the last 24 hours and in the last seven days."),
        canonical=absolute(paths[language]),
        # An empty ranking says nothing that the latest news does not.
        robots=INDEXED if is_ranked else NOT_INDEXED,
        alternates=alternates(paths) if is_ranked and is_ranked_there else [],
    )
    return page(
        request,
        "articles/most_read.html",
        metadata,
        switch(language, paths[other], exists=True),
        title=metadata.title,
        day=lists[0],
        week=lists[1],
        newest=[] if is_ranked else list(public.with_picture().newest_first()[:LISTED]),
    )
