from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import ArticleRevision
from articles.workflow import require
from newsroom import languages
from newsroom.models import User
from newsroom.typed_number import COUNT, typed_number

Fields = Iterable[tuple[str, str]]
# The hidden fields that say what a form was opened with.
VERSION, BASED_ON = "version", "based_on"


class UnsavedQuerySet(QuerySet["Unsaved"]):
    def keep(self, fields: Fields, *, by: User, article: Article | None = None, language: str = "") -> "Unsaved":
        """Keep what `by` has typed into the form of `article`, or of a new one in `language`, over what was kept.

        One statement where something was. Neither the article nor anybody else's row is touched.
        """
        language = article.language if article else language
        require(by, "change" if article else "add", Article, language)
        # PostgreSQL's JSON has no NUL.
        pairs = [[name.replace("\0", ""), value.replace("\0", "")] for name, value in fields]
        row = Unsaved(article=article, user=by, language=language, fields=pairs, saved_at=timezone.now())
        row.version = typed_number(dict(pairs).get(VERSION), COUNT) or 0
        columns = {"fields": row.fields, "version": row.version, "saved_at": row.saved_at}
        own = self.of(by, article, language)
        if not own.update(**columns):
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except IntegrityError:
                # Kept from two windows in one moment.
                own.update(**columns)
        return row

    def of(self, user: User, article: Article | None, language: str = "") -> "UnsavedQuerySet":
        """Select what `user` has not saved of `article`, or of a new one in `language`: one row or none."""
        if article and article.pk:
            return self.filter(user=user, article=article)
        return self.filter(user=user, article=None, language=language)


class Unsaved(models.Model):
    """What somebody has typed into the form of an article and not saved yet; one a person and article.

    The fields are kept as they were typed, right or wrong: nothing of it is a revision or seen by
    anybody but its writer.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="unsaved")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    # Name and value of every field, in the order of the form.
    fields = models.JSONField(default=list)
    # The version of the article the form was opened with; 0 where there is none yet.
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("time"))

    objects: ClassVar[Any] = UnsavedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], condition=Q(article__isnull=False), name="articles_unsaved_of_an_article"
            ),
            models.UniqueConstraint(
                fields=["user", "language"], condition=Q(article=None), name="articles_unsaved_of_a_new_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"

    def typed(self) -> QueryDict:
        """Return the fields as a form gets them."""
        typed = QueryDict(mutable=True)
        for name, value in self.fields:
            typed.appendlist(name, value)
        return typed

    def based_on(self) -> ArticleRevision | None:
        """Return the revision that the form was opened with, None where that is not known."""
        number = typed_number(dict(self.fields).get(BASED_ON), COUNT) or 0
        return ArticleRevision.objects.filter(article=self.article_id, number=number).first()

    def is_behind(self, article: Article) -> bool:
        """Say whether `article` has been changed since the form was opened."""
        return self.version != article.version
