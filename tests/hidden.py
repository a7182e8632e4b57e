"""A newsroom with one of everything that readers must not see, each word of it known.

Every word that must stay unseen contains HUSH; what readers once had (the headline of a withdrawn
article) contains ONCE and may stand on its own 410 page alone.
"""

import itertools
from datetime import timedelta
from typing import Any

from django.utils import timezone
from makers import (
    make_article,
    make_author,
    make_comment,
    make_image,
    make_page,
    make_section,
    make_topic,
    make_user,
)

from articles.models import Article, Correction, Page, Pin, PreviewLink, Redirect
from comments.choices import State
from comments.models import Block, Comment, Origin, Report, Term
from newsroom import languages
from newsroom.actors import SYSTEM

# Long enough that no token, drawn by lot, can spell them.
HUSH = "hushhush"
ONCE = "onceseen"
number = itertools.count(1)
# Where a commenter wrote from, and what is kept of it.
ADDRESS = "203.0.113.77"
TRACES = {"device": f"{HUSH}device", "network": f"{HUSH}network", "fingerprint": f"{HUSH}words"}
FINDINGS = [{"reason": "listed_words", "score": 6, "words": [f"{HUSH}finding"]}]
DAY = timedelta(days=1)


def words(condition: str, *, seen: bool) -> dict[str, Any]:
    """Return the editorial texts of a hidden article, each a word of its own; `veil` is there to be searched for."""
    mark = f"{condition}{next(number)}"
    hidden = {
        name: f"{HUSH}{name.replace('_', '')}{mark}"
        for name in (
            "kicker",
            "short_headline",
            "standfirst",
            "dateline",
            "source",
            "lead_alt",
            "lead_caption",
            "lead_credit",
        )
    }
    headline = f"{ONCE if seen else HUSH}headline{mark} word"
    return hidden | {
        "headline": headline,
        "seo_title": f"{HUSH}title{mark}",
        "seo_description": f"{HUSH}description{mark}",
        "slug": f"{ONCE if seen else HUSH}slug{mark}",
        "body": f"<p>{HUSH}body{mark} veil word</p>",
    }


def schedule(row: Any) -> None:
    row.publish(by=SYSTEM, at=timezone.now() + DAY)


def publish(row: Any) -> None:
    row.publish(by=SYSTEM, at=timezone.now() - DAY)


def submit(row: Any) -> None:
    row.submit(by=SYSTEM)


def approve(row: Any) -> None:
    submit(row)
    row.approve(by=SYSTEM)


def unschedule(row: Any) -> None:
    schedule(row)
    row.unschedule(by=SYSTEM)


def embargo(row: Any) -> None:
    row.embargoed_until = timezone.now() + DAY
    row.publish(by=SYSTEM, at=row.embargoed_until)


def stop(row: Any) -> None:
    """Withdraw it before its hour, which is past when readers come."""
    row.publish(by=SYSTEM, at=timezone.now() + timedelta(hours=1))
    row.withdraw(by=SYSTEM, reason=f"{HUSH}reason")


def withdraw(row: Any) -> None:
    publish(row)
    row.withdraw(by=SYSTEM, reason=f"{ONCE}reason{row.pk}")


def restore(row: Any) -> None:
    withdraw(row)
    row.restore(by=SYSTEM)
    if isinstance(row, Article):
        row.revise(by=SYSTEM, headline=f"{HUSH}newheadline", body=f"<p>{HUSH}newbody veil</p>")


def expire(row: Any) -> None:
    publish(row)
    row.expires_at = timezone.now() - timedelta(hours=1)
    row.save()


def embargo_later(row: Any) -> None:
    publish(row)
    row.embargoed_until = timezone.now() + DAY
    row.save()


# Condition -> how a draft gets there, and what its address answers: 404 where no reader has ever had it.
CONDITIONS: dict[str, tuple[Any, int]] = {
    "draft": (lambda row: None, 404),
    "inreview": (submit, 404),
    "ready": (approve, 404),
    "scheduled": (schedule, 404),
    "unscheduled": (unschedule, 404),
    "embargoed": (embargo, 404),
    "stopped": (stop, 404),
    "withdrawn": (withdraw, 410),
    "restored": (restore, 410),
    "expired": (expire, 410),
    "embargoedlater": (embargo_later, 410),
}


class Hidden:
    """A newsroom with one of everything that must not be seen, among much that may."""

    def __init__(self) -> None:
        self.shared = {
            "section": make_section(name_ar="الاقتصاد", name_en="Economy"),
            "topics": [make_topic(name_ar="الماء", name_en="Water")],
            "authors": [make_author(name_ar="ليلى", name_en="Leila")],
            "lead_image": make_image(),
        }
        self.articles: list[tuple[Article, int]] = []
        self.pages: list[tuple[Page, int]] = []
        # Address that led to a hidden article -> what it answers.
        self.earlier: dict[str, int] = {}
        for language, (condition, (bring, status)) in itertools.product(languages.CODES, CONDITIONS.items()):
            self.hide(language, condition, bring, status)
        self.public = make_article("ar", related_picks=[row.pk for row, _ in self.articles], **self.shared)
        make_article("en", story=self.public.story, **self.shared)
        self.write_comments()
        self.moderate()
        self.chief = make_user("chief", role="chief editor", languages=["ar", "en"])
        self.public.revise(by=SYSTEM, headline=f"{HUSH}workingcopy", body=f"<p>{HUSH}worktext veil</p>")

    def hide(self, language: str, condition: str, bring: Any, status: int) -> None:
        seen = status == 410
        article = make_article(language, published=False, **words(condition, seen=seen), **self.shared)
        # Beside it the other edition, which readers see and which must not give it away.
        make_article(languages.other(language), story=article.story, **self.shared)
        Correction.objects.create(article=article, text=f"{HUSH}correction{condition}")
        # Of what has been withdrawn no link can be made any more; those there were stay as rows.
        self.share(article, mark=condition)
        bring(article)
        if status == 410 or condition in ("scheduled", "embargoed"):
            make_comment(article, **self.commenter("underhidden"))
        self.articles.append((article, status))
        self.earlier[self.lead_here(article)] = status
        mark = f"{ONCE if seen else HUSH}page{condition}{language}"
        page = make_page(language, slug=mark, title=mark, body=f"<p>{HUSH}pagebody</p>", published=False)
        bring(page)
        self.pages.append((page, status))

    def share(self, article: Article, *, mark: str) -> None:
        """Let it have links for people outside, open and over, and what is said about it."""
        article.preview(by=SYSTEM)
        article.preview(by=SYSTEM).revoke(by=SYSTEM)
        over = article.preview(by=SYSTEM)
        PreviewLink.objects.filter(pk=over.pk).update(expires_at=timezone.now())
        article.add_note(f"{HUSH}note{mark}", by=SYSTEM)

    def lead_here(self, article: Article) -> str:
        """Pin a hidden article, and let an earlier address lead to it, past the verbs that refuse; return that."""
        until = timezone.now() + 3 * DAY
        Pin.objects.create(language=article.language, article=article, position=article.pk % 12, until=until)
        return Redirect.objects.create(path=f"/{article.language}/2019/05/earlier-{article.pk}/", article=article).path

    def write_comments(self) -> None:
        approved = make_comment(self.public, name="سلمى", body="رأي منشور", email=f"{HUSH}approved@example.org")
        for state in State.values:
            if state != State.APPROVED:
                make_comment(self.public, state=state, **self.commenter(state))
                make_comment(self.public, state=state, parent=approved, **self.commenter(f"{state}reply"))
        for state in (State.REJECTED, State.SPAM, State.WITHDRAWN, State.PENDING):
            removed = make_comment(self.public, **self.commenter(f"removed{state}"))
            make_comment(parent=removed, name="نادر", body="رد منشور", email=f"{HUSH}reply{state}@example.org")
            Comment.objects.decide({removed.pk: removed.version}, to=state, by=SYSTEM)

    def moderate(self) -> None:
        """Do what moderators and readers do, of which readers see the outcome alone."""
        moderator = make_user(
            f"{HUSH}moderator", role="moderator", languages=["ar", "en"], email=f"{HUSH}staff@example.org",
            first_name="هيئة", last_name="التحرير",
        )  # fmt: skip
        first = make_comment(self.public, name="وليد", body="الأول", email=f"{HUSH}picked@example.org", **TRACES)
        first.feature(by=moderator)
        Comment.objects.answer(first, "جواب من التحرير", by=moderator)
        # An edit that waits, one that was refused, and one that took the place of what it changed.
        for end, body in ((None, "منشور"), (State.REJECTED, "منشور أيضاً"), (State.APPROVED, f"{HUSH}replaced veil")):
            edited = make_comment(self.public, name="وليد", body=body, email=f"{HUSH}edits@example.org")
            text = "النص الجديد" if end == State.APPROVED else f"{HUSH}edit veil"
            edited.edit(text, findings=FINDINGS, score=6)
            if end:
                Comment.objects.decide({edited.pk: edited.version}, to=end, by=moderator, note=f"{HUSH}note")
        reported = make_comment(self.public, name="وليد", body="بُلّغ عنه", email=f"{HUSH}reported@example.org")
        Report.objects.file(
            reported, reason="abuse", note=f"{HUSH}report", device=f"{HUSH}reader", client=f"{HUSH}from"
        )
        spam = make_comment(self.public, state=State.PENDING, **self.commenter("filed"), findings=FINDINGS, score=9)
        spam.mark_spam(by=moderator)
        refused = make_comment(self.public, **self.commenter("refused"), **TRACES)
        refused.reject(by=moderator, reason="privacy", note=f"{HUSH}note")
        Block.objects.put(refused, subject="device", effect="refuse", by=moderator, note=f"{HUSH}block")
        Term.objects.create(text=f"{HUSH}term", strength="spam")
        for comment in (first, refused):
            Origin.objects.create(comment=comment, address=ADDRESS, user_agent=f"{HUSH}agent", at=timezone.now())

    def commenter(self, mark: str) -> dict[str, str]:
        mark = f"{mark}{next(number)}"
        return {
            "name": f"{HUSH}name{mark}",
            "email": f"{HUSH}mail{mark}@example.org",
            "body": f"{HUSH}comment{mark} veil https://{HUSH}link{mark}.example/",
            "website": f"https://{HUSH}site{mark}.example/",
        }
