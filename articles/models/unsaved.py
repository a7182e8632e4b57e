import hashlib
import json
import re
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
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
# The key of the window a form stands in, and which window's text it was filled with.
WINDOW, CONTINUES = "window", "continues"
# The button that was pressed.
STEP = "_step"
# So long a browser has text of its own to compare with what was saved: static/js/keep-text.js.
REMEMBERED = timedelta(days=7)


class UnsavedQuerySet(QuerySet["Unsaved"]):
    def keep(self, fields: Fields, *, by: User, article: Article | None = None, language: str = "") -> "Unsaved":
        """Keep what `by` has typed into a window: over what was kept of this window, and of no other.

        One statement where something was. Neither the article nor any other row is touched. What this
        very form was saved with already is not kept again: the row says so with `sent`.
        """
        language = article.language if article else language
        require(by, "change" if article else "add", Article, language)
        # PostgreSQL's JSON has no NUL.
        pairs = [[name.replace("\0", ""), value.replace("\0", "")] for name, value in fields]
        typed = dict(pairs)
        row = Unsaved(article=article, user=by, language=language, fields=pairs, saved_at=timezone.now())
        row.window = key_of(typed.get(WINDOW, "")) or new_window()
        row.version = typed_number(typed.get(VERSION), COUNT) or 0
        columns = {"fields": pairs, "version": row.version, "saved_at": row.saved_at, "sent": "", "continued_by": ""}
        own = self.filter(user=by, window=row.window)
        if own.exclude(sent__startswith=row.mark).update(**columns):
            return row
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            # Kept twice in one moment, or saved already.
            return own.defer("fields").get()
        self.shown(by, typed.get(CONTINUES, "")).update(continued_by=row.window)
        return row

    def of(self, user: User, article: Article | None, language: str = "") -> "UnsavedQuerySet":
        """Select what `user` has not saved of `article`, or of a new one in `language`, the newest first."""
        own = self.filter(user=user, sent="", continued_by="").order_by("-saved_at", "-pk")
        if article and article.pk:
            return own.filter(article=article)
        return own.filter(article=None, language=language)

    def shown(self, user: User, continued: str) -> "UnsavedQuerySet":
        """Select what a form was filled with, and what that went on from, unless its window has written since."""
        window, _space, written = continued.partition(" ")
        moment = _moment(written)
        if not key_of(window) or moment is None:
            return self.none()
        own = self.filter(user=user, sent="")
        return own.filter(Q(window=window, saved_at=moment) | Q(continued_by=window))

    def discard(self, user: User, *, window: str, continued: str) -> None:
        self.shown(user, continued).delete()
        if key_of(window):
            self.filter(Q(window=window) | Q(continued_by=window), user=user, sent="").delete()


class Unsaved(models.Model):
    """What somebody has typed into a window with the form of an article and not saved yet; one a window.

    The fields are kept as they were typed, right or wrong: nothing of it is a revision or seen by
    anybody but its writer. Once saved the row is a mark without a text, for a week: the same form
    sent twice is known by it.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="unsaved")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    window = models.CharField(max_length=43)
    # The window that was filled with this and has gone on from it: of the two, only the other is shown.
    continued_by = models.CharField(max_length=43, blank=True)
    # What was saved of this window last, as a mark; "" while something is unsaved.
    sent = models.CharField(max_length=80, blank=True)
    # Name and value of every field, in the order of the form.
    fields = models.JSONField(default=list)
    # The version of the article the form was opened with; 0 where there is none yet.
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("time"))

    objects: ClassVar[Any] = UnsavedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "window"], name="articles_unsaved_once_a_window")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"

    @property
    def mark(self) -> str:
        """Return what tells these fields from others, and ends in the step that was asked for with them."""
        text = json.dumps([pair for pair in self.fields if pair[0] != STEP])
        return hashlib.sha256(text.encode()).hexdigest() + self.step[:16]

    @property
    def step(self) -> str:
        return str(dict(self.fields).get(STEP, ""))

    @property
    def as_continued(self) -> str:
        """Return what a form that is filled with this says of it: see UnsavedQuerySet.shown."""
        return f"{self.window} {self.saved_at.isoformat()}"

    def wait_for_the_same(self) -> bool:
        """Say whether the same form has been saved, after waiting for a request that is at it. In a transaction."""
        own = Unsaved.objects.select_for_update().filter(user=self.user_id, window=self.window)
        self.sent, self.article_id = own.values_list("sent", "article").first() or ("", self.article_id)
        return bool(self.sent)

    def settle(self, article: Article) -> None:
        """Its form is stored in `article`: forget the text, and what it went on from."""
        own = Unsaved.objects.filter(user=self.user_id)
        own.filter(window=self.window).update(
            article=article, sent=self.mark, fields=[], continued_by="", saved_at=timezone.now()
        )
        own.filter(Q(continued_by=self.window) | Q(saved_at__lt=timezone.now() - REMEMBERED) & ~Q(sent="")).delete()

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


def key_of(text: str) -> str:
    """Return the key of a window that a form has sent, "" where it is none."""
    return text if re.fullmatch(r"[\w-]{16,43}", text, re.ASCII) else ""


def new_window() -> str:
    return secrets.token_urlsafe(16)


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
