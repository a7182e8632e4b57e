from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from articles import notices
from articles.models.note import LONGEST, Note
from articles.models.preview_link import PreviewLink
from articles.models.publishable import Publishable, verb
from articles.models.revision import ArticleRevision
from articles.workflow import require
from newsroom.actors import GUEST, Actor
from newsroom.models import AuditEntry
from newsroom.plain_text import clean_line, clean_text, is_invisible
from newsroom.refusals import NotPermitted, WrongState


class Followed(Publishable):
    """What the newsroom says of an article and hears of it: notes, links for people outside, notifications."""

    class Meta(Publishable.Meta):
        abstract = True

    @verb
    def preview(self, *, by: Actor, revision: ArticleRevision | None = None, hours: int = 72) -> PreviewLink:
        """Make a link by which somebody without an account reads `revision`, or always the newest where None.

        Whoever may change the article may show it. Raises WrongState under an embargo, but for those
        who may override one: that is logged.
        """
        require(by, "change", type(self), self.language)
        if revision and revision.article_id != self.pk:
            raise ValueError("the revision is another article's")
        self.require_shareable(by)
        link = PreviewLink.objects.make(self, revision, hours=hours, by=by)
        self._log("preview", by, at=link.expires_at, link=link.pk, revision=revision.number if revision else None)
        return link

    @verb
    def add_note(self, text: str, *, by: Actor, to: str = "") -> Note:
        """Leave a note for colleagues. `@username` in it, and `to` (usernames), are told of it.

        Whoever may see the article may, in whatever edition they work. `note.unknown` holds the
        usernames that are nobody's who could see it.
        """
        if not by.has_perm(notices.VIEW):
            raise NotPermitted(_("Your account may not see this article."))
        note = self._write_note(text, author=by.account)
        people = note.mention(to)
        AuditEntry.objects.record(self, "note", by=by, language=self.language, number=note.pk)
        notices.of_note(note, people, by)
        return note

    @verb
    def take_guest_note(self, name: str, text: str, *, link: PreviewLink) -> Note:
        """Take a note by somebody who reads the article by `link`; who has made the link is told."""
        if not link.is_open():
            raise WrongState(_("This link no longer works."))
        name = clean_line(name)
        if is_invisible(name):
            raise WrongState(_("Write your name."))
        note = self._write_note(text, guest_name=name, link=link)
        AuditEntry.objects.record(self, "note", by=GUEST, language=self.language, number=note.pk, link=link.pk)
        notices.of_guest_note(note)
        return note

    def _write_note(self, text: str, **by: Any) -> Note:
        text = clean_text(text)
        if is_invisible(text):
            raise WrongState(_("Write a note."))
        if len(text) > LONGEST:
            raise WrongState(_("The note is too long: at most %(count)d characters.") % {"count": LONGEST})
        return Note.objects.create(article=self, text=text, **by)  # type: ignore[misc]

    def _log(self, name: str, by: Actor, note: str = "", at: datetime | None = None, **detail: Any) -> None:
        super()._log(name, by, note, at, **detail)
        notices.after_step(self, name, by, note, minor=bool(detail.get("minor")))  # type: ignore[arg-type]
