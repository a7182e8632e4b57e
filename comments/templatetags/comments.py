from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse

from articles.models import Article
from comments import threads
from comments.choices import State
from comments.forms import CommentForm
from comments.models import Comment, Discussion

register = template.Library()


@register.simple_tag
def comment_counts(articles: Iterable[Article]) -> dict[int, int]:
    """Return article key -> approved comments for the cards of a page: one query, for all of them."""
    keys = {article.pk for article in articles}
    return dict(Discussion.objects.filter(article__in=keys).values_list("article_id", "approved_count"))


@register.filter
def count_of(counts: dict[int, int], article: Article) -> int:
    return counts.get(article.pk, 0)


@register.inclusion_tag("comments/_thread.html", takes_context=True)
def comment_thread(context: dict[str, Any], article: Article) -> dict[str, Any]:
    """Print the comments of `article` and, while it accepts more, the form. One query for the comments."""
    request = context["request"]
    is_open = article.accepts_comments(context["site"])
    comments = list(Comment.objects.on(article).in_thread().defer("email")) if article.is_public() else []
    replying_to = _replying_to(request.GET.get("reply"), comments) if is_open else None
    address = article.get_absolute_url()
    return {
        "article": article,
        "site": context["site"],
        "language": context["language"],
        "comments": threads.lines(comments, address if is_open else ""),
        "count": sum(comment.state == State.APPROVED for comment in comments),
        "form": CommentForm.under(article, context["site"], initial={"parent": replying_to}) if is_open else None,
        "replying_to": replying_to,
        "action": reverse("comments:post", kwargs={"language": article.language, "article_id": article.pk}),
        "token_url": reverse("comments:token", kwargs={"language": article.language}) + f"?article={article.pk}",
        "cancel_url": f"{address}#respond",
    }


def _replying_to(asked: str | None, comments: list[Comment]) -> Comment | None:
    return next((row for row in comments if str(row.pk) == asked and row.can_be_replied_to()), None)
