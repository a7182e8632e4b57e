"""The other edition of a story: what it begins with, and who may begin it."""

import pytest
from makers import make_article, make_author, make_image, make_section, make_topic
from situations import row_in, stored

from articles.choices import Status
from articles.models import Article
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

pytestmark = pytest.mark.django_db


def test_the_other_edition_takes_what_is_shared_and_not_the_text(chief):
    author, topic, image = make_author(), make_topic(), make_image()
    article = make_article(
        authors=[author], topics=[topic], lead_image=image, kind="opinion", standfirst="مقدمة", lead_alt="وصف هنا"
    )
    edition = Article.objects.get(pk=article.create_edition(by=chief).pk)
    assert (edition.story, edition.language, edition.status) == (article.story, "en", Status.DRAFT)
    assert (edition.section, edition.lead_image, edition.kind) == (article.section, image, "opinion")
    assert (edition.authors, list(edition.topics.all())) == ([author], [topic])
    assert (edition.headline, edition.standfirst, edition.body, edition.lead_alt, edition.slug) == ("", "", "", "", "")
    assert (edition.translated_from, edition.translated_from_revision) == (article, article.revisions.get())
    assert AuditEntry.objects.about(edition).get(verb="start").user == chief


def test_either_language_may_be_the_original(chief):
    edition = make_article("en").create_edition(by=chief)
    assert edition.language == "ar"


def test_the_other_edition_comes_from_the_working_copy(chief):
    article = row_in("live")
    section = make_section()
    article.revise(by=chief, section=section)
    assert article.create_edition(by=chief).section == section


def test_creating_an_edition_needs_the_right_to_write_in_its_language(editor, moderator):
    article = row_in("live")
    for person in (editor, moderator):
        before = stored(article)
        with pytest.raises(NotPermitted):
            article.create_edition(by=person)
        assert stored(article) == before
        assert article.story.articles.count() == 1


def test_a_story_has_one_article_in_each_language(chief):
    article = row_in("draft")
    edition = article.create_edition(by=chief)
    for row in (article, edition):
        with pytest.raises(WrongState):
            row.create_edition(by=chief)
    assert article.story.articles.count() == 2


def test_starting_needs_the_right_and_the_language(moderator, english_editor):
    for person in (moderator, english_editor):
        with pytest.raises(NotPermitted):
            Article.objects.start("ar", by=person, headline="لا")
    assert not Article.objects.exists()
    assert not AuditEntry.objects.exists()
