"""The card of an article is that of what readers have: drawn once, replaced with it, and never in the way of it."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_image, make_section
from pictures import BLUE, RED, close, flag, saved, store
from PIL import Image as Pillow

from articles import checks, share_card
from articles.models import Article, DiscardedPicture
from articles.models.carded import FILE
from newsroom.actors import SYSTEM
from newsroom.due import run

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=1)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """Do something as a request does it that ends well: what waits for the commit happens."""

    def act(verb: Callable[..., Any], **arguments: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            verb(**arguments)

    return act


def shared(article: Article) -> dict[str, str]:
    """Return what a network reads of the article's page: the names without og:image and the colon."""
    page = page_of(Client().get(article.get_absolute_url()))
    tags = {meta["property"]: meta["content"] for meta in page.all("meta") if "property" in meta.attributes}
    found = {name.removeprefix("og:image"): value for name, value in tags.items() if name.startswith("og:image")}
    return found | ({"": found[""].removeprefix(settings.PUBLIC_URL)} if found else {})


def draft(language: str = "ar", **over: Any) -> Article:
    return make_article(language, published=False, **over)


def cards() -> list[str]:
    """Return the keys of the cards in the storage."""
    folders = [f"renditions/{folder}" for folder in _folders("renditions")]
    keys = [(folder, key) for folder in folders for key in _folders(folder)]
    return [key for folder, key in keys if default_storage.exists(f"{folder}/{key}/{FILE}")]


def _folders(path: str) -> list[str]:
    return default_storage.listdir(path)[0] if default_storage.exists(path) else []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_published_is_shared_with_its_card(committed, language):
    article = draft(language, lead_image=make_image())
    committed(article.publish, by=SYSTEM)
    named = shared(article)
    assert (named[":width"], named[":height"]) == ("1200", "630")
    assert named[":alt"] == article.headline
    assert named[""] == f"/media/renditions/{article.share_card[:2]}/{article.share_card}/card.jpg"
    answer = Client().get(named[""])
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert Pillow.open(io.BytesIO(answer.getvalue())).size == (1200, 630)


def test_the_card_shows_the_picture_around_its_focal_point(committed):
    for across, colour in ((10, RED), (90, BLUE)):
        image = store(saved(flag(size=(3000 + across, 500)), "JPEG"), focus_x=across)
        article = draft(lead_image=image)
        committed(article.publish, by=SYSTEM)
        picture = Pillow.open(io.BytesIO(Client().get(shared(article)[""]).getvalue()))
        assert close(picture.getpixel((600, 200)), colour)


def test_a_card_is_drawn_once_for_a_revision(committed):
    article = draft()
    with patch.object(share_card, "draw", wraps=share_card.draw) as drawing:
        committed(article.publish, by=SYSTEM)
        assert run()["share cards"] == 0
        assert not article.keep_card()
        assert not Article.objects.get(pk=article.pk).keep_card()
    assert drawing.call_count == 1
    assert cards() == [article.share_card]


def test_what_is_published_anew_has_a_new_card_and_the_old_one_goes(committed):
    article = draft(headline="العنوان الأول")
    committed(article.publish, by=SYSTEM)
    before = shared(article)
    article.revise(by=SYSTEM, headline="العنوان الثاني")
    assert shared(article) == before
    committed(article.publish, by=SYSTEM)
    after = shared(article)
    assert (after[":alt"], after[""] != before[""]) == ("العنوان الثاني", True)
    # Pages of a second ago still name it.
    assert Client().get(before[""]).status_code == 200
    run(timezone.now() + LATER)
    assert Client().get(before[""]).status_code == 404
    assert cards() == [article.share_card]


def test_until_the_new_card_is_there_the_photograph_stands_for_the_article(committed):
    article = draft(lead_image=make_image())
    committed(article.publish, by=SYSTEM)
    article.revise(by=SYSTEM, headline="العنوان الثاني")
    # The transaction's end has not come.
    article.publish(by=SYSTEM)
    assert shared(article)[""] == article.lead_image.share["url"]
    assert shared(article)[":alt"] == "وصف الصورة"


def test_a_storage_that_fails_does_not_stop_what_is_published(committed, caplog):
    article = draft(headline="خبر عاجل")
    with patch.object(default_storage, "save", side_effect=OSError("the disk is full")):
        committed(article.publish, by=SYSTEM)
        assert page_of(Client().get(article.get_absolute_url())).one("h1").words == "خبر عاجل"
        assert shared(article) == {}
        assert "the disk is full" in caplog.text
        assert run()["share cards"] == -1
    assert run()["share cards"] == 1
    article.refresh_from_db()
    assert shared(article)[":alt"] == "خبر عاجل"
    assert cards() == [article.share_card]


def test_of_two_that_draw_at_once_one_keeps_its_card():
    article = make_article()
    draw = share_card.draw

    def and_meanwhile_the_other(**words: Any) -> bytes:
        with patch.object(share_card, "draw", draw):
            assert Article.objects.get(pk=article.pk).keep_card()
        return draw(**words)

    with patch.object(share_card, "draw", and_meanwhile_the_other):
        assert not article.keep_card()
    article.refresh_from_db()
    assert cards() == [article.share_card]
    assert not DiscardedPicture.objects.exists()


def test_what_is_withdrawn_loses_its_card(committed):
    article = draft()
    committed(article.publish, by=SYSTEM)
    address = shared(article)[""]
    committed(article.withdraw, by=SYSTEM, reason="خطأ")
    answer = Client().get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "card.jpg" not in answer.content.decode()
    run(timezone.now() + LATER)
    assert Client().get(address).status_code == 404
    assert cards() == []


def test_the_card_of_what_has_expired_goes_without_anybody_asking(committed):
    article = draft()
    committed(article.publish, by=SYSTEM)
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now())
    assert run()["share cards"] == 1
    run(timezone.now() + LATER)
    assert cards() == []


def test_what_has_an_hour_has_its_card_before_and_nobody_is_led_to_it(committed):
    article = draft()
    committed(article.publish, by=SYSTEM, at=timezone.now() + LATER)
    article.refresh_from_db()
    assert cards() == [article.share_card]
    answer = Client().get(article.get_absolute_url())
    assert (answer.status_code, article.share_card in answer.content.decode()) == (404, False)
    committed(article.unschedule, by=SYSTEM)
    run(timezone.now() + LATER)
    assert cards() == []


def test_a_draft_has_none():
    make_article(published=False)
    assert run()["share cards"] == 0
    assert cards() == []


def test_an_archive_moves_in_first_and_gets_its_cards_by_and_by_the_newest_first(committed):
    articles = [draft() for _ in range(3)]
    for days, article in enumerate(articles, start=1):
        committed(article.publish, by=SYSTEM, at=timezone.now() - timedelta(days=days))
    assert cards() == []
    assert Article.objects.keep_cards(timezone.now(), most=2) == 2
    with_card = Article.objects.exclude(share_card="")
    assert set(with_card) == set(articles[:2])
    assert Article.objects.keep_cards(timezone.now(), most=2) == 1
    assert Article.objects.keep_cards(timezone.now(), most=2) == 0


def test_due_work_waits_for_the_files_of_the_picture():
    image = make_image()
    article = make_article(lead_image=image)
    there = image.renditions
    type(image).objects.update(renditions={"colour": "#ffffff", "files": {}}, tried_at=timezone.now())
    assert run()["share cards"] == 0
    type(image).objects.update(renditions=there)
    assert run()["share cards"] == 1
    article.refresh_from_db()
    assert article.card


def test_a_picture_whose_file_is_lost_leaves_the_headline_alone(committed, caplog):
    image = make_image()
    for width in image.widths("whole", "jpg"):
        default_storage.delete(image.url("whole", width, "jpg").removeprefix(settings.MEDIA_URL))
    article = draft(lead_image=image)
    committed(article.publish, by=SYSTEM)
    assert shared(article)[":alt"] == article.headline
    assert "without its picture" in caplog.text


def test_what_was_read_before_the_card_was_drawn_does_not_undo_it(committed):
    article = draft()
    read_before = Article.objects.get(pk=article.pk)
    committed(article.publish, by=SYSTEM)
    stale = Article.objects.get(pk=article.pk)
    stale.share_card, stale.share_card_of = read_before.share_card, read_before.share_card_of
    stale.breaking_until = timezone.now() + LATER
    stale.save()
    assert Article.objects.get(pk=article.pk).card == article.card != ""


def test_the_card_of_an_article_that_is_deleted_goes(committed):
    article = draft()
    committed(article.publish, by=SYSTEM)
    Article.objects.get(pk=article.pk).delete()
    run(timezone.now() + LATER)
    assert cards() == []


def test_a_headline_that_cannot_be_drawn_is_tried_once_and_shares_the_photograph(committed):
    article = draft("en", headline="日本", lead_image=make_image())
    with patch.object(share_card, "draw", wraps=share_card.draw) as drawing:
        committed(article.publish, by=SYSTEM)
        run()
    assert drawing.call_count == 1
    assert shared(article)[""] == article.lead_image.share["url"]


def test_cards_are_drawn_again_where_the_picture_in_them_has_changed(committed):
    image = make_image()
    article = draft(lead_image=image)
    committed(article.publish, by=SYSTEM)
    old = article.share_card
    image.refocus(10, 90, by=SYSTEM)
    assert shared(article)[""] == image.share["url"]
    assert DiscardedPicture.objects.filter(key=old).count() == 1
    assert run(timezone.now() + LATER)["share cards"] == 1
    article.refresh_from_db()
    assert cards() == [article.share_card] != [old]


def test_a_card_costs_the_page_no_query():
    article = make_article(lead_image=make_image(), section=make_section())
    Client().get(article.get_absolute_url())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            shared(article)
        counts.append(len(queries))
        article.keep_card()
    assert counts[0] == counts[1]
    assert article.card


def test_a_machine_that_cannot_join_arabic_letters_says_so_and_draws_none(committed):
    article = draft(lead_image=make_image())
    assert checks.share_cards_can_be_drawn(None) == []
    with patch("articles.share_card.setting.features.check", return_value=False):
        assert [message.id for message in checks.share_cards_can_be_drawn(None)] == ["articles.W001"]
        committed(article.publish, by=SYSTEM)
        assert run()["share cards"] == 0
    assert cards() == []
    assert shared(article)[""] == article.lead_image.share["url"]
