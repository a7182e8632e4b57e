import re
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import notices
from articles.models.publishable import verb
from newsroom.actors import Actor
from newsroom.models import AuditEntry, User
from newsroom.refusals import NotPermitted, Stale
from newsroom.typed_text import LineField, PlainTextField

LONGEST = 2000
# The letters of a username. An address such as desk@news.example mentions nobody; the letters before "و@writer" are of
# no address: an Arabic conjunction or preposition is written onto the name.
MENTION = re.compile(r"(?<![a-zA-Z0-9_.@+-])@([\w.@+-]{1,150})")
MOST_MENTIONS = 20


class Note(models.Model):
    """What somebody says about an article to the newsroom; readers never see it."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="notes", verbose_name=gettext_lazy("article")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=gettext_lazy("by")
    )
    # Of somebody outside who has followed a preview link.
    guest_name = LineField(gettext_lazy("name"), max_length=60, blank=True)
    link = models.ForeignKey("articles.PreviewLink", models.SET_NULL, null=True, related_name="notes")
    text = PlainTextField(gettext_lazy("note"), max_length=LONGEST)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField(gettext_lazy("time"), auto_now_add=True)
    resolved_at = models.DateTimeField(gettext_lazy("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    # Usernames in the text that are nobody's who could see the article; set by `mention`.
    unknown: list[str]

    class Meta:
        verbose_name = gettext_lazy("note")
        verbose_name_plural = gettext_lazy("notes")
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def mention(self, to: str = "") -> list[User]:
        """Store whom the text and `to` name among those who may see the article; return them."""
        typed = [*(word.lstrip("@") for word in to.split()), *MENTION.findall(self.text)]
        # A sentence may end with a name.
        named = [{name, name.rstrip(".+-@")} for name in dict.fromkeys(typed) if name][:MOST_MENTIONS]
        wanted = {name for spellings in named for name in spellings}
        people = list(notices.able(notices.VIEW).filter(username__in=wanted)) if wanted else []
        known = {person.username for person in people}
        self.unknown = [min(spellings, key=len) for spellings in named if not spellings & known]
        if people:
            self.mentioned.set(people)
        return people

    @verb
    def resolve(self, *, by: Actor) -> None:
        """Say that it is settled; raises Stale where it was already."""
        self._settle("resolve", by, resolved_at=timezone.now(), resolved_by=by.account)

    @verb
    def reopen(self, *, by: Actor) -> None:
        self._settle("reopen", by, resolved_at=None, resolved_by=None)

    def _settle(self, name: str, by: Actor, **columns: Any) -> None:
        if not by.has_perm(notices.VIEW):
            raise NotPermitted(_("Your account may not see this article."))
        rows = type(self).objects.filter(pk=self.pk, resolved_at__isnull=name == "resolve")
        if not rows.update(**columns):
            raise Stale(_("Somebody else has changed this meanwhile. Reload it and look again."))
        for column, value in columns.items():
            setattr(self, column, value)
        AuditEntry.objects.record(self.article, f"{name}_note", by=by, language=self.article.language, number=self.pk)
