from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import share_card, structured_data
from articles.age import age_of
from articles.edition_now import edition_now
from articles.editions import original_of
from articles.foot import Foot, foot_of
from articles.models import Article, Page
from articles.querysets import ArticleQuerySet
from articles.surroundings import surroundings_of
from articles.views import errors
from articles.views.edition import SHARED_FOR_A_SECOND, page, switch
from articles.views.moved import moved
from newsroom import languages
from newsroom.addresses import absolute, path_to
from newsroom.compiled import Asked, CompiledQuery
from newsroom.metadata import Metadata, OtherEdition, ShareImage, alternates
from newsroom.models import Site


@require_safe
def article_page(request: HttpRequest, language: str, year: int, month: int, slug: str) -> HttpResponse:
    address = {"year": year, "month": month, "slug": slug}
    found = _AT_ADDRESS(**address, language=language, other=languages.other(language), now=timezone.now())
    article = found[0] if found else None
    if article is None or not (article.is_public() or article.is_gone()):
        # One in preparation answers as if it did not exist, so that nobody can tell.
        return _not_in_this_edition(request, Article.objects.public().filter(**address).first())
    if not article.is_public():
        return _gone(request, article)
    foot = foot_of(article)
    around = surroundings_of(article, foot.topic_keys)
    if language not in around.editions:
        # Taken from the readers since it was read.
        return _gone(request, article)
    edition = edition_now(request, language)
    return page(
        request,
        "articles/article.html",
        _metadata(request, article, around.editions, foot),
        _switch(article, around.editions),
        article=article,
        foot=foot,
        age=age_of(article, Site.of(request).age_notice_after_days),
        short_url=absolute(path_to("short_link", article_id=article.pk)),
        related=around.related,
        latest=edition.latest(but=article),
        most_read=edition.most_read,
    )


@require_safe
def static_page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    found = get_object_or_404(Page, language=language, slug=slug)
    if not found.is_public():
        if found.is_gone():
            return errors.gone(request, headline=found.title, notice=found.withdrawal_reason)
        raise Http404
    other = languages.other(language)
    sibling = Page.objects.public().filter(language=other, slug=slug).first()
    paths = {found.language: found.get_absolute_url()} | ({other: sibling.get_absolute_url()} if sibling else {})
    metadata = Metadata(
        title=found.title,
        canonical=absolute(found.get_absolute_url()),
        alternates=alternates(paths),
    )
    there = switch(language, paths.get(other, ""), exists=bool(sibling))
    return page(request, "articles/page.html", metadata, there, page=found)


@require_safe
def short_link(request: HttpRequest, article_id: int) -> HttpResponse:
    """Lead /a/{id}/ to the article: an encoded Arabic address is five times as long."""
    article = get_object_or_404(Article, pk=article_id)
    if not (article.is_public() or article.is_gone()):
        raise Http404
    response = HttpResponsePermanentRedirect(article.get_absolute_url())
    # Not for ever: the address word may change.
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response


def _not_in_this_edition(request: HttpRequest, elsewhere: Article | None) -> HttpResponse:
    """Lead on from an earlier address, or answer 404, with the way to the other edition's article of that address."""
    if elsewhere is None:
        raise Http404
    other = OtherEdition(elsewhere.language, elsewhere.get_absolute_url(), exists=True)
    return moved(request) or errors.page_not_found(request, available_elsewhere=elsewhere, other_edition=other)


def _gone(request: HttpRequest, article: Article) -> HttpResponse:
    there = _switch(article, article.public_editions())
    return errors.gone(request, headline=article.headline, notice=article.withdrawal_reason, other_edition=there)


def _at_address() -> ArticleQuerySet:
    """Return the article of an address, with what its page prints: of the long texts the HTML alone.

    `section_elsewhere` says whether its section has something to read in the other edition.
    """
    there = Article.objects.public(Asked("now")).in_language(Asked("other"))
    return (
        Article.objects.filter(year=Asked("year"), month=Asked("month"), slug=Asked("slug"))
        .in_language(Asked("language"))
        .with_picture()
        .with_authors(portraits=True)
        .with_foot()
        .defer(None)
        .defer("body", "search_text", "search_head")
        .annotate(section_elsewhere=Exists(there.filter(section=OuterRef("section"))))
    )


_AT_ADDRESS = CompiledQuery(_at_address)


def _switch(article: Article, editions: dict[str, Article]) -> OtherEdition:
    """Lead to the same story in the other edition; where it has none, say so and lead to the section, or the front."""
    other = languages.other(article.language)
    if other in editions:
        return switch(article.language, editions[other].get_absolute_url(), exists=True)
    if article.section and article.section_elsewhere:  # type: ignore[attr-defined]
        return switch(article.language, article.section.url_in(other))
    return switch(article.language)


def _metadata(request: HttpRequest, article: Article, editions: dict[str, Article], foot: Foot) -> Metadata:
    paths = {language: edition.get_absolute_url() for language, edition in editions.items()}
    return Metadata(
        title=article.seo_title or article.headline,
        description=article.seo_description or article.standfirst,
        canonical=absolute(article.get_absolute_url()),
        kind="article",
        alternates=alternates(paths, original_of(editions).get_absolute_url()),
        image=_share_image(article),
        structured_data=structured_data.news_article(article, Site.of(request), editions, foot),
        breadcrumb=structured_data.breadcrumb(article, Site.of(request)),
        published=article.public_since,
        updated=article.updated_at_public,
        section=article.section.name if article.section else "",
        authors=[author.name for author in article.authors],
    )


def _share_image(article: Article) -> ShareImage | None:
    """Return the article's card, else its photograph where there is no card of what readers have yet."""
    if article.card:
        return ShareImage(absolute(article.card), *share_card.SIZE, article.headline)
    picture = article.picture
    share = picture.image.share if picture else None
    if picture is None or share is None:
        return None
    return ShareImage(absolute(share["url"]), share["width"], share["height"], picture.alt)
