import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Status
from articles.models.publishable import verb
from articles.models.revision import ArticleRevision
from articles.workflow import require
from newsroom.actors import Actor
from newsroom.addresses import absolute
from newsroom.models import AuditEntry
from newsroom.refusals import WrongState

SALT = "articles.preview"
LONGEST_HOURS = 7 * 24
# Programs that fetch a link because somebody has sent it: that is no reading.
ROBOT = re.compile(r"bot\b|crawler|spider|preview|facebookexternalhit|whatsapp|embed", re.IGNORECASE)


def new_key() -> str:
    return secrets.token_urlsafe(16)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def make(self, article: Any, revision: ArticleRevision | None, *, hours: int, by: Actor) -> "PreviewLink":
        """Write the row; rights and log are those of `article.preview`."""
        if not 1 <= hours <= LONGEST_HOURS:
            raise WrongState(_("A link works for seven days at most."))
        if article.status == Status.WITHDRAWN:
            raise WrongState(_("A withdrawn article is shown to nobody by a link. Restore it first."))
        until = timezone.now() + timedelta(hours=hours)
        return self.create(article=article, revision=revision, made_by=by.account, expires_at=until)

    def by_token(self, token: str) -> "PreviewLink | None":
        """Return the link of an address; None without a query where we have not signed it."""
        try:
            key = _signer().unsign(token)
        except signing.BadSignature:
            return None
        return self.select_related("article", "revision", "made_by").filter(key=key).first()

    def open(self, now: datetime | None = None) -> "PreviewLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())


class PreviewLink(models.Model):
    """A way to read an article before its readers do, for somebody without an account."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="preview_links")
    # None: whatever is the newest when the link is followed.
    revision = models.ForeignKey("articles.ArticleRevision", models.CASCADE, null=True, related_name="+")
    # What is signed into the address: neither the row's number nor the article's says it.
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(gettext_lazy("made"), auto_now_add=True)
    expires_at = models.DateTimeField(gettext_lazy("expires at"))
    revoked_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(gettext_lazy("opened"), default=0)
    opened_at = models.DateTimeField(gettext_lazy("last opened"), null=True)

    objects: Any = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("preview link")
        verbose_name_plural = gettext_lazy("preview links")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("preview", args=[self.token])

    @property
    def token(self) -> str:
        return _signer().sign(self.key)

    @property
    def address(self) -> str:
        """Return the whole address, to be sent to somebody."""
        return absolute(self.get_absolute_url())

    def is_open(self, now: datetime | None = None) -> bool:
        """Say whether it can be read by.

        An embargo set since closes it until then, but for the link of somebody who may override one;
        a withdrawal, until the article is restored.
        """
        now = now or timezone.now()
        if self.revoked_at is not None or self.expires_at <= now or self.article.status == Status.WITHDRAWN:
            return False
        if not self.article.is_embargoed(now):
            return True
        return self.made_by is not None and self.article.may_override_embargo(self.made_by)

    @verb
    def revoke(self, *, by: Actor) -> None:
        """Close it at once: for whoever may change the article, whether or not the link is theirs."""
        require(by, "change", type(self.article), self.article.language)
        now = timezone.now()
        if not type(self).objects.open(now).filter(pk=self.pk).update(revoked_at=now):
            raise WrongState(_("This link no longer works."))
        self.revoked_at = now
        AuditEntry.objects.record(self.article, "revoke_preview", by=by, language=self.article.language, link=self.pk)

    def count_opening(self, user_agent: str) -> None:
        """Count one more reading, by a person as far as the program that asks says so."""
        if not ROBOT.search(user_agent):
            type(self).objects.filter(pk=self.pk).update(opened=F("opened") + 1, opened_at=timezone.now())


def _signer() -> signing.Signer:
    # Made anew each time: tests and a changed secret must not meet an older one.
    return signing.Signer(salt=SALT, sep=".")
