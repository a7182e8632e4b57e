"""Whatever changes what readers see moves the versions that kept pages are checked by."""

import pytest
from django.apps import apps
from makers import make_article, make_comment, make_image, make_page, make_topic

from comments.kept_pages import tag_of
from comments.personal_data import erase
from newsroom.models import Change
from newsroom.page_cache.following import FOLLOWED

OWN = ("newsroom", "articles", "comments")
SAY_SO_THEMSELVES = {
    "articles.Byline": "written with its article, in the same transaction",
    "comments.Comment": "decisions note the discussion: comments.decision_log.count",
    "comments.Discussion": "counted by decisions alone",
}
NOT_SEEN_BY_READERS = {
    "articles.ArticleRevision": "the live copy is the article's columns",
    "articles.DiscardedPicture": "files that no page names any more",
    "articles.ImageUse": "for the desk",
    "articles.Note": "for the desk",
    "articles.Presence": "for the desk",
    "articles.PreviewLink": "previews are not kept",
    "articles.ReadCount": "a ranking says when it ends: articles.most_read",
    "articles.Redirect": "only pages are kept, no redirects",
    "articles.SavedView": "for the desk",
    "articles.Story": "shown by its articles alone",
    "articles.Synonym": "searches are not kept",
    "articles.Unsaved": "for the desk",
    "comments.Block": "for the policy",
    "comments.ModerationAction": "for the queue",
    "comments.Origin": "for the queue",
    "comments.PersonalDataRequest": "one reader's own",
    "comments.Report": "for the queue",
    "comments.Revision": "for the queue, until it is approved",
    "comments.Term": "for the policy",
    "newsroom.AuditEntry": "for the desk",
    "newsroom.Change": "is what is asked",
    "articles.FormerWord": "leads to pages, and an answer that leads elsewhere is not kept",
    "newsroom.DailySalt": "for pseudonyms",
    "newsroom.Notification": "for the desk",
    "newsroom.OutboxMessage": "mail",
    "newsroom.Tally": "limits",
    "newsroom.User": "bylines are of authors, comments of the names they were sent under",
}


def test_every_model_is_followed_or_said_not_to_be_seen():
    models = {model._meta.label for app in OWN for model in apps.get_app_config(app).get_models()}
    followed = {model._meta.label for model in FOLLOWED if not model._meta.auto_created}
    assert followed.isdisjoint(SAY_SO_THEMSELVES | NOT_SEEN_BY_READERS)
    assert models == followed | SAY_SO_THEMSELVES.keys() | NOT_SEEN_BY_READERS.keys()


def versions():
    return Change.objects.versions()


def moved(before):
    after = versions()
    return {tag for tag in after if after[tag] != before.get(tag)}


@pytest.mark.django_db
def test_what_is_in_preparation_empties_no_cache(chief):
    article, page, topic = make_article(published=False), make_page(published=False), make_topic()
    before = versions()
    article.revise(by=chief, headline="جديد", topics=[topic])
    article.submit(by=chief)
    article.approve(by=chief)
    page.save()
    assert versions() == before


@pytest.mark.django_db
def test_a_comment_changes_the_pages_of_its_discussion_alone(moderator):
    article = make_article()
    comment = make_comment(article, state="pending")
    before = versions()
    comment.approve(by=moderator)
    assert moved(before) == {tag_of(article.pk)}


@pytest.mark.django_db
def test_a_comment_that_nobody_was_to_see_changes_nothing(moderator):
    comment = make_comment(make_article(), state="pending")
    before = versions()
    comment.reject(by=moderator)
    assert versions() == before


@pytest.mark.django_db
def test_a_picture_that_gets_its_other_sizes_changes_pages():
    image = make_image()
    before = versions()
    assert image.finish()
    assert moved(before) == {Change.NEWS}


@pytest.mark.django_db
def test_two_articles_that_become_one_story_and_part_again_change_pages(chief):
    arabic, english = make_article(), make_article("en")
    before = versions()
    arabic.link(english, by=chief)
    assert moved(before) == {Change.NEWS}
    before = versions()
    arabic.unlink(by=chief)
    assert moved(before) == {Change.NEWS}


@pytest.mark.django_db
def test_the_second_comment_of_an_author_changes_where_they_left_a_website_before(moderator):
    """There it becomes a link."""
    first, second = make_article(), make_article()
    mine = {"email_key": "mine", "website": "https://reader.example"}
    make_comment(first, **mine)
    comment = make_comment(second, state="pending", **mine)
    before = versions()
    comment.approve(by=moderator)
    assert moved(before) == {tag_of(first.pk), tag_of(second.pk)}


@pytest.mark.django_db
def test_who_is_forgotten_is_no_longer_named_on_any_page():
    articles = [make_article(), make_article()]
    for article in articles:
        make_comment(article, email_key="mine")
    before = versions()
    erase("mine", words=False)
    assert moved(before) >= {tag_of(article.pk) for article in articles}
