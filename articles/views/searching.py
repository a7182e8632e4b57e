from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.views.edition import page, switch
from articles.views.lists import PAGE_SIZE
from newsroom import languages, pagination
from newsroom.addresses import absolute
from newsroom.metadata import NOT_INDEXED, Metadata

LONGEST_QUERY = 120


class SearchForm(forms.Form):
    q = forms.CharField(
        max_length=LONGEST_QUERY,
        required=False,
        error_messages={
            "max_length": gettext_lazy("Search for at most %(limit_value)d characters."),
            "null_characters_not_allowed": gettext_lazy("The search holds a character that no text has."),
        },
    )


@require_safe
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Find this edition's articles with every word of `?q=`; an impossible query is a 400 that keeps what was typed."""
    form = SearchForm(request.GET)
    valid = form.is_valid()
    query = form.cleaned_data["q"] if valid else request.GET.get("q", "").replace("\x00", "")
    address = reverse("articles:search", kwargs={"language": language})
    there = reverse("articles:search", kwargs={"language": languages.other(language)})
    own = f"{address}?{urlencode({'q': query})}" if query else address
    context = {"query": query, "error": "" if valid else form.errors["q"][0], "page": None, "count": 0}
    if valid and query:
        rows = Article.objects.public().in_language(language).matching(query).with_card().newest_first()
        shown = pagination.page_of(rows, request.GET.get("page"), size=PAGE_SIZE)
        context |= {"page": shown, "count": shown.paginator.count} | pagination.links(shown, own)
    title = _("Search: %(query)s") % {"query": query} if query else _("Search")
    metadata = Metadata(title=title, canonical=absolute(address), robots=NOT_INDEXED)
    other = switch(language, f"{there}?{urlencode({'q': query})}" if query else there, exists=True)
    response = page(request, "articles/search.html", metadata, other, **context)
    if not valid:
        response.status_code = 400
    return response
