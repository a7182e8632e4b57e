"""What search stores of an article: all its words, and apart from them those that say what it is about."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models

from articles import search_marks
from newsroom import stemming
from newsroom.sanitize import plain

COLUMNS = ("search_head", "search_text")
AT_ONCE = 500


def columns(article: Any, named: Iterable[Any], words: str) -> tuple[str, str]:
    """Return `search_head` and `search_text` of an article with `words` in its text; `named`: its topics and authors.

    The head has two lines, the headline's and that of kicker, standfirst and names, each of the words in their order
    and then their other tokens: ranking reads it of two thousand articles.
    """
    names = " ".join(getattr(one, f"name_{article.language}") for one in named)
    beside = f"{article.kicker} {article.standfirst} {names}"
    head = "\n".join(_line(text) for text in (article.headline, beside))
    text = stemming.indexed(f"{article.headline} {beside} {words}")
    return head, " ".join(filter(None, [text, *search_marks.of(article)]))


def named(article: Any) -> list[Any]:
    """Return what an article is found by beside its words."""
    return [*article.topics.all(), *article.bylines.all()]


def _line(text: str) -> str:
    words = stemming.words(text)
    known = set(words)
    others = [token for token in stemming.indexed(text).split(" ") if token not in known]
    return " ".join([*words, *others])


class SearchedQuerySet(models.QuerySet[Any]):
    def matching(self, query: str) -> Self:
        """Keep the articles that have every word of `query`, in any spelling and form of it that search knows."""
        return self.filter(search_text__words=query)

    def index_again(self) -> None:
        """Let search know of each what it says now, its topics and bylines included."""
        rows = (
            self.order_by("pk").defer("body_html", "search_head", "search_text").prefetch_related("topics", "bylines")
        )
        batch: list[Any] = []
        for row in rows.iterator(chunk_size=AT_ONCE):
            row.search_head, row.search_text = columns(row, named(row), plain(row.body))
            batch.append(row)
            if len(batch) == AT_ONCE:
                self.model.objects.bulk_update(batch, COLUMNS)
                batch = []
        self.model.objects.bulk_update(batch, COLUMNS)


def found_by_topics(sender: Any, instance: Any, action: str, reverse: bool, pk_set: Any, **signal: Any) -> None:
    """Let articles be found by the topics that they were just given, or no longer: a receiver of `m2m_changed`."""
    if action == "pre_clear" and reverse:
        leave_topic(sender, instance)
    if action in ("post_add", "post_remove", "post_clear"):
        articles = sender._meta.get_field("article").related_model.objects
        left = (instance.__dict__.pop("left", None) or pk_set or ()) if reverse else [instance.pk]
        articles.filter(pk__in=left).index_again()


def note_renaming(sender: Any, instance: Any, **signal: Any) -> None:
    """Remember whether a topic or author is about to be stored by another name: a receiver of `pre_save`."""
    same_name = {"name_ar": instance.name_ar, "name_en": instance.name_en}
    instance.is_renamed = sender.objects.filter(pk=instance.pk).exclude(**same_name).exists()


def found_by_name(sender: Any, instance: Any, **signal: Any) -> None:
    """Let the articles of a topic or author be found by the name that it has now: a receiver of `post_save`."""
    if instance.is_renamed:
        instance.articles.index_again()


def leave_topic(sender: Any, instance: Any, **signal: Any) -> None:
    """Remember the articles of a topic that is about to have none: a receiver of `pre_delete`."""
    instance.left = list(instance.articles.values_list("pk", flat=True))


def found_without(sender: Any, instance: Any, **signal: Any) -> None:
    """Let no article be found by a topic that is gone: a receiver of `post_delete`."""
    sender.articles.rel.related_model.objects.filter(pk__in=instance.left).index_again()
