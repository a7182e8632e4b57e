"""A newsroom with one of everything that the admin shows, made in the process that prepares its database."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from makers import make_article, make_author, make_comment, make_image, make_page, make_section, make_topic, make_user

from articles.models import Article, Correction, Pin, Redirect, SavedView, Unsaved
from comments.models import Block, Comment, PersonalDataRequest, Report, Term
from newsroom import languages
from newsroom.actors import SYSTEM
from newsroom.models import OutboxMessage, User

# What `empty_newsroom` is told: the modules of the tests are found from the root.
FURNISH = """
import sys
sys.path.append("tests")
from browser.furnishing import furnish
furnish()
"""
PARAGRAPHS = {
    "ar": ("فتح المرفأ أبوابه صباح اليوم.", "غادرت السفن «الثلاث» في موعدها.", "يعود العمل غدا."),
    "en": ("The port opened this morning.", "The “three” ships left on time.", "Work goes on tomorrow."),
}
HEADLINES = {"ar": "المرفأ يفتح أبوابه بعد «توقف» دام 3 أيام", "en": "The port opens again after a “stop” of 3 days"}
CHANGED = {"ar": "المرفأ يفتح أبوابه قبل موعده", "en": "The port opens again ahead of time"}
HOUR = timedelta(hours=1)
# In the order of their keys: the first has revisions, notes and links, the second is its other edition.
ARTICLES = ("changed", "edition", "conflict", "scheduled", "withdrawn", "breaking", "unfinished")


def furnish() -> None:
    """Fill an empty newsroom: the same seven articles in each language, in the order of ARTICLES."""
    chief = User.objects.get(username="chief")
    # The same account's work, for whoever reads the admin in English.
    chief_en = make_user("chief_en", role="chief editor", languages=["ar", "en"], interface_language="en")
    chief_en.password = chief.password
    chief_en.save()
    make_page("ar", title="من نحن")
    make_page("en", title="About us")
    for language in languages.CODES:
        write(language, chief, chief_en)
    moderate(chief)
    for user in (chief, chief_en):
        SavedView.objects.keep("مقالات «تنتظر»", "status__exact=draft", by=user)


def body(language: str, **changed: str) -> str:
    return "".join(f"<p>{changed.get(f'p{number}', text)}</p>" for number, text in enumerate(PARAGRAPHS[language]))


def write(language: str, user: User, colleague: User) -> None:
    """Bring an edition to where either chief editor finds something in every place."""
    shared: dict[str, Any] = {
        "section": make_section(name_ar="محليات", name_en="Local"),
        "authors": [make_author(name_ar="ليلى", name_en="Leila")],
        "topics": [make_topic(name_ar="الماء", name_en="Water")],
        "lead_image": make_image(),
    }
    article = make_article(language, headline=HEADLINES[language], body=body(language), **shared)
    other = article.create_edition(by=SYSTEM, copy_text=True)
    article.revise(by=user, headline=CHANGED[language], body=body(language, p1=CHANGED[language]))
    Correction.objects.create(article=article, kind="correction", text=CHANGED[language])
    article.preview(by=user)
    article.preview(by=user).revoke(by=user)
    note = article.add_note(f"{CHANGED[language]}؟ @{user.username}", by=SYSTEM)
    article.add_note(PARAGRAPHS[language][0], by=user)
    note.resolve(by=user)
    article.add_note(f"@{user.username} @{colleague.username}", by=User.objects.get(username="translator"))
    Pin.objects.pin(article, position=0, until=timezone.now() + 5 * HOUR, by=user)
    Redirect.objects.create(path=f"/{language}/2019/05/earlier/", article=article)
    conflict(
        make_article(language, headline=HEADLINES[language], body=body(language), published=False, **shared),
        user,
        colleague,
    )
    lonely(language, shared)
    other.submit(by=SYSTEM)


def conflict(draft: Article, *users: User) -> None:
    """Let each have typed into a draft what somebody else has changed since."""
    language = draft.language
    typed = {
        "version": str(draft.version),
        "based_on": str(draft.revisions.count()),
        "headline": CHANGED[language],
        "standfirst": draft.standfirst,
        "body": body(language, p0=CHANGED[language], p2=CHANGED[language]),
        "section": str(draft.section_id),
    }
    draft.revise(by=SYSTEM, headline=f"{HEADLINES[language]}!", body=body(language, p0=HEADLINES[language]))
    for user in users:
        Unsaved.objects.keep(typed.items(), by=user, article=draft)


def lonely(language: str, shared: dict[str, Any]) -> None:
    """Write what is scheduled, withdrawn, sent back, and linked to nothing."""
    make_article(language, published=False, **shared).publish(by=SYSTEM, at=timezone.now() + 3 * HOUR)
    make_article(language, **shared).withdraw(by=SYSTEM, reason=PARAGRAPHS[language][2])
    make_article(language, breaking_until=timezone.now() + HOUR, **shared)
    make_article(language, published=False, headline=CHANGED[language], body="", section=None)


def moderate(chief: User) -> None:
    article = Article.objects.get(pk=1)
    for state in ("pending", "approved", "rejected", "spam"):
        make_comment(article, state=state, body=f"{PARAGRAPHS['ar'][1]} https://links.example/a")
    findings = [{"reason": "listed_words", "score": 6, "words": ["موعدها"]}]
    held = make_comment(article, state="pending", body=PARAGRAPHS["ar"][1], findings=findings, score=6)
    make_comment(article, parent=make_comment(article), state="pending", body=PARAGRAPHS["en"][1], language="en")
    edited = make_comment(article)
    edited.edit(PARAGRAPHS["ar"][2], findings=findings, score=6)
    reported = make_comment(article)
    Report.objects.file(reported, reason="abuse", note=PARAGRAPHS["ar"][2], device="a", client="b")
    Block.objects.put(held, subject="email", effect="refuse", by=chief, note=PARAGRAPHS["ar"][2])
    for language in languages.CODES:
        Term.objects.create(text=PARAGRAPHS[language][2].split()[0], language=language, strength="hold")
    Comment.objects.answer(reported, PARAGRAPHS["ar"][2], by=chief)
    PersonalDataRequest.objects.create(purpose="export", email_key=held.email_key, by=chief)
    OutboxMessage.objects.create(kind="digest", due_at=timezone.now(), failed_at=timezone.now(), last_error="refused")
