"""A small newsroom in which everything is public, with one of each page there is."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from makers import make_article, make_author, make_comment, make_image, make_page, make_reads, make_section, make_topic

from articles.models import Article, Correction
from comments.models import Comment
from newsroom import languages
from newsroom.actors import SYSTEM

WORDS: dict[str, dict[str, Any]] = {
    "ar": {
        "kicker": "مياه",
        "headline": "مدينة الساحل تعيد فتح «بيت الماء» بعد سنتين",
        "standfirst": "عاد الماء إلى الحي القديم، وعاد معه أهله.",
        "body": "<h2>ما الذي تغيّر</h2><p>قال المهندس إن الشبكة جديدة.</p>",
        "dateline": "طنجة",
        "source": "مراسلون",
        "seo_title": "بيت الماء يفتح أبوابه",
        "seo_description": "وصف لمحركات البحث",
    },
    "en": {
        "kicker": "Water",
        "headline": "A coastal city reopens its “house of water” after two years",
        "standfirst": "Water is back in the old quarter, and so are its people.",
        "body": "<h2>What has changed</h2><p>The network is new, the engineer said.</p>",
        "dateline": "Tangier",
        "source": "Correspondents",
    },
}


class Visible:
    def __init__(self) -> None:
        portrait = make_image()
        self.image = make_image()
        self.section = make_section(
            name_ar="الاقتصاد", name_en="Economy", slug_ar="اقتصاد", slug_en="economy", accent="blue"
        )
        self.topic = make_topic(name_ar="الماء", name_en="Water", slug_ar="ماء", slug_en="water")
        self.author = make_author(
            name_ar="ليلى الساحلي", name_en="Leila Saheli", slug_ar="ليلى", slug_en="leila", portrait=portrait,
            role_ar="محررة", role_en="Editor", bio_ar="تكتب عن الماء.", bio_en="Writes about water.",
        )  # fmt: skip
        self.shared = {
            "section": self.section, "topics": [self.topic], "authors": [self.author], "lead_image": self.image,
        }  # fmt: skip
        self.article = {"ar": make_article("ar", **WORDS["ar"], **self.shared)}
        self.article["en"] = self.article["ar"].create_edition(by=SYSTEM)
        self.article["en"].revise(by=SYSTEM, **WORDS["en"])
        self.article["en"].publish(by=SYSTEM, at=timezone.now() - timedelta(minutes=30))
        self.only = {language: self.make_only(language) for language in languages.CODES}
        self.withdrawn = {language: self.make_withdrawn(language) for language in languages.CODES}
        self.pages = {
            language: make_page(language, slug="about", title=title, body=f"<p>{title}</p>")
            for language, title in (("ar", "من نحن"), ("en", "About us"))
        }
        make_page("ar", slug="contact", title="اتصل بنا")
        self.comment: dict[str, Comment] = {}
        self.talk()
        for article in (*self.article.values(), *self.only.values()):
            make_reads(article, 7)

    def make_only(self, language: str) -> Article:
        """Return an article whose story has no other edition; breaking news, too."""
        headline = {"ar": "بالعربية وحدها", "en": "In English alone"}[language]
        soon = timezone.now() + timedelta(hours=1)
        return make_article(language, headline=headline, section=self.section, breaking_until=soon, kind="analysis")

    def make_withdrawn(self, language: str) -> Article:
        headline = {"ar": "خبر سُحب", "en": "A story withdrawn"}[language]
        article = make_article(language, headline=headline, section=self.section)
        article.withdraw(by=SYSTEM, reason={"ar": "كان الاسم خطأ.", "en": "The name was wrong."}[language])
        return article

    def talk(self) -> None:
        texts = {"ar": ("سلمى", "تعليق بالعربية", "رد قصير"), "en": ("Sami", "A comment in English", "A reply")}
        notes = {"ar": "كان اسم الشارع خطأ.", "en": "The street was misnamed."}
        for language, (name, body, reply) in texts.items():
            article = self.article[language]
            words = {"name": name, "language": language}
            first = self.comment[language] = make_comment(article, body=body, website="https://example.org/", **words)
            make_comment(parent=first, body=reply, **words)
            Correction.objects.create(article=article, text=notes[language])
            article.refresh_from_db()

    def paths(self, language: str) -> Iterator[tuple[str, str, int]]:
        """Yield the name of each page of an edition, its address and its status."""
        article = self.article[language]

        def at(name: str, **words: Any) -> str:
            return reverse(name, kwargs={"language": language, **words})

        yield "front page", at("articles:front_page"), 200
        yield "latest", at("articles:latest"), 200
        yield "most read", at("articles:most_read"), 200
        yield "section", self.section.url_in(language), 200
        yield "topic", self.topic.url_in(language), 200
        yield "author", self.author.url_in(language), 200
        yield "archive", at("articles:archive", year=article.year, month=article.month), 200
        yield "search", at("articles:search"), 200
        yield "search results", at("articles:search") + "?q=" + {"ar": "مدينة", "en": "city"}[language], 200
        yield "search in vain", at("articles:search") + "?q=" + {"ar": "زمهرير", "en": "nothing-like-it"}[language], 200
        yield "article", article.get_absolute_url(), 200
        yield "article in one edition", self.only[language].get_absolute_url(), 200
        yield "page", self.pages[language].get_absolute_url(), 200
        yield "comment received", at("comments:received"), 200
        yield "comments newest first", f"{article.get_absolute_url()}?order=newest", 200
        yield "dead link of a mail", at("comments:unsubscribe", token="of-last-year"), 410
        yield "report", at("comments:report", comment_id=self.comment[language].pk), 200
        yield "reported", at("comments:report", comment_id=self.comment[language].pk) + "?sent=1", 200
        yield "not found", at("articles:page", slug="nowhere"), 404
        yield "gone", self.withdrawn[language].get_absolute_url(), 410
        yield "refused search", at("articles:search") + "?q=" + "ا" * 500, 200
