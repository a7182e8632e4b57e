from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import decoded
from articles.workflow import require
from newsroom import languages
from newsroom.actors import Actor
from newsroom.models import AuditEntry
from newsroom.refusals import WrongState

if TYPE_CHECKING:
    from articles.models import Article


def edition_of(path: str) -> str:
    """Return the edition that a path is of, "" where of none."""
    first = path.strip("/").partition("/")[0]
    return first if first in languages.CODES and path.startswith(f"/{first}/") else ""


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def moved(self, article: "Article", old: str) -> None:
        """Let `old`, the address of `article` until now ("" where readers had none), lead to it from now on.

        Inside the transaction of the verb that changed the address, and is logged. Rows point to
        articles and not to addresses, so that every earlier one leads to the newest at once.
        """
        if old and old != article.get_absolute_url():
            self.update_or_create(path=decoded(old), defaults={"article": article})
        if article.has_been_public():
            # What stands at an address itself is what readers get there.
            self.filter(path=decoded(article.get_absolute_url())).delete()

    @transaction.atomic
    def lead(self, path: str, article: "Article | None", *, by: Actor) -> "Redirect":
        """Let a path of an edition lead to `article`, or say that what was there is gone (None)."""
        path = decoded(path)
        self.refuse_standing(path)
        language = edition_of(path)
        require(by, "add", self.model, language)
        row, _is_new = self.update_or_create(path=path, defaults={"article": article})
        AuditEntry.objects.record(row, "add", by=by, language=language, article=article and article.pk)
        return row

    def refuse_standing(self, path: str) -> None:
        """Raise WrongState where a decoded path may lead nowhere else."""
        from articles.answered import is_answered  # noqa: PLC0415 (it needs the models)

        if not edition_of(path):
            raise WrongState(_("This is no address of one of the editions."))
        if is_answered(path):
            raise WrongState(_("A page stands at this address, and readers get that."))


class Redirect(models.Model):
    """An address that readers may still have, and the article that now stands elsewhere, or that it is gone."""

    # Decoded and in NFC, from the first slash to the last: /ar/2026/11/…/
    path = models.CharField(gettext_lazy("old address"), max_length=300, unique=True)
    # None: nothing has taken its place, and the address answers 410.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="redirects", verbose_name=gettext_lazy("article")
    )
    created_at = models.DateTimeField(gettext_lazy("created"), auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("redirect")
        verbose_name_plural = gettext_lazy("redirects")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("add", "view", "delete")
        constraints = [
            models.CheckConstraint(condition=Q(path__startswith="/"), name="articles_redirect_is_a_path"),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def language(self) -> str:
        """Return the edition that the old address is of, "" of an address older than the editions."""
        return edition_of(self.path)

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        """Let the old address lead nowhere: it answers 404 as one that never was."""
        for language in [self.language] if self.language else languages.CODES:
            require(by, "delete", type(self), language)
        AuditEntry.objects.record(self, "delete", by=by, language=self.language, article=self.article_id)
        self.delete()
