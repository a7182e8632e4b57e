"""The library: pictures as cards, found by their words, by what they lack, by whether anything shows them."""

from datetime import UTC, datetime

import pytest
from admin_forms import change
from html_page import page_of
from makers import make_article, make_author, make_image

from articles.models import Image
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/image/"


def titles(client, **query):
    return [card.words for card in page_of(client.get(LIST, query)).all("bdi", class_="library-card__title")]


def card(client, title):
    cards = page_of(client.get(LIST)).all("li", class_="library-card")
    return next(card for card in cards if card.one("bdi", class_="library-card__title").words == title)


def test_a_card_shows_the_picture_its_name_and_who_took_it(photographer, as_user):
    image = make_image(title="المرفأ")
    shown = card(as_user(photographer), "المرفأ")
    assert shown.one("a")["href"] == f"{LIST}{image.pk}/change/"
    assert shown.one("img")["src"] == image.thumb()["url"]
    credits = shown.all("bdi", class_="library-card__credit")
    assert [(credit["lang"], credit.words) for credit in credits] == [("ar", "المصوّر"), ("en", "The photographer")]


def test_a_card_says_what_the_picture_lacks(photographer, as_user):
    make_image(title="كاملة")
    image = make_image(title="ناقصة")
    image.texts.filter(language="en").delete()
    client = as_user(photographer)
    assert "بلا نص بديل بالإنجليزية" in card(client, "ناقصة").words
    assert "بلا نص بديل" not in card(client, "كاملة").words
    image.decorative = True
    image.save()
    assert "بلا نص بديل" not in card(client, "ناقصة").words


def test_pictures_are_found_by_what_they_lack(photographer, as_user):
    complete, foreign, unlicensed = (make_image(title=title, licence="CC") for title in ("complete", "foreign", "free"))
    foreign.texts.get(language="ar").delete()
    Image.objects.filter(pk=unlicensed.pk).update(licence="")
    client = as_user(photographer)
    assert titles(client, lacks="ar") == ["foreign"]
    assert titles(client, lacks="en") == []
    assert titles(client, lacks="licence") == ["free"]
    assert len(titles(client, lacks="nonsense")) == Image.objects.count() == 3
    foreign.texts.create(language="ar", alt="وصف")
    assert titles(client, lacks="ar") == []


def test_what_nothing_shows_is_found_and_said(photographer, as_user):
    lead, portrait, unused = (make_image(title=title) for title in ("lead", "portrait", "unused"))
    make_article().revise(by=SYSTEM, lead_image=lead)
    make_author(portrait=portrait)
    client = as_user(photographer)
    assert titles(client, used="no") == ["unused"]
    assert titles(client, used="yes") == ["portrait", "lead"]
    assert "غير مستخدَمة" in card(client, "unused").words
    assert "غير مستخدَمة" not in card(client, "portrait").words


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("المرفا", ["one"]),
        ("مرفأ قديم", ["one"]),
        ("quay", ["one"]),
        ("leila", ["one"]),
        ("agency", ["one"]),
        ("commons", ["one"]),
        ("quay harbour", []),
        ("com", ["one"]),
        ("'\"%*", []),
    ],
)
def test_pictures_are_found_by_every_word_they_have_in_any_spelling(words, found, photographer, as_user):
    image = make_image(title="one", source="The Agency", licence="Creative Commons")
    make_image(title="two")
    image.texts.filter(language="ar").delete()
    image.texts.create(language="ar", alt="المرفأ القديم عند الغروب")
    english = image.texts.get(language="en")
    english.alt, english.credit = "The old quay", "Leila"
    english.save()
    assert titles(as_user(photographer), q=words) == found


def test_pictures_are_found_by_when_they_came(photographer, as_user):
    for title, moment in (("winter", (2024, 12, 31, 22, 30)), ("spring", (2025, 3, 2, 9, 0)), ("now", None)):
        image = make_image(title=title)
        if moment:
            Image.objects.filter(pk=image.pk).update(created_at=datetime(*moment, tzinfo=UTC))
    client = as_user(photographer)
    assert titles(client, year="2025", month="3") == ["spring"]
    assert titles(client, year="2025", month="4") == []
    assert "winter" in titles(client, year="2024", month="12")
    assert len(titles(client, year="", month="3")) == 3
    assert len(titles(client, year="²", month="13")) == 3
    years = [link.words for link in page_of(client.get(LIST)).one("nav", id="changelist-filter").all("a")]
    assert {"2024", "2025"} <= set(years)


@pytest.mark.parametrize("year", ["0", "1", "0001", "2", "9998", "9999", "10000", "-1", "٢٠٢٥", "20 25"])
def test_no_year_is_too_wild(year, photographer, as_user):
    make_image()
    client = as_user(photographer)
    for month in ("", "1", "12", "13"):
        assert client.get(LIST, {"year": year, "month": month}).status_code == 200


def test_an_empty_library_leads_to_uploading(photographer, as_user):
    page = page_of(as_user(photographer).get(LIST))
    assert page.one("div", class_="library-empty").one("a")["href"] == f"{LIST}upload/"
    searched = page_of(as_user(photographer).get(LIST, {"q": "nothing"}))
    assert searched.one("div", class_="library-empty").one("a")["href"] == "?"


@pytest.mark.parametrize("number", [2, 50])
def test_the_library_takes_few_queries(number, photographer, as_user, django_assert_max_num_queries):
    image = make_image()
    same = {"original": "copy", "renditions": image.renditions}
    Image.objects.bulk_create(Image(title=f"{n}", content_hash=f"{n}", **same) for n in range(number))
    client = as_user(photographer)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        assert len(titles(client, lacks="ar", used="no", year=str(image.created_at.year))) == min(48, number)


def test_a_page_that_is_not_there_leads_to_the_list(photographer, as_user):
    make_image()
    assert as_user(photographer).get(LIST, {"p": "99"})["Location"].endswith("?e=1")


def test_several_are_deleted_unless_one_is_used(photographer, as_user):
    first, second, used = (make_image(title=title) for title in ("first", "second", "used"))
    article = make_article()
    article.revise(by=SYSTEM, lead_image=used)
    client = as_user(photographer)
    act = {"action": "delete_selected", "post": "yes"}
    refused = client.post(LIST, act | {"_selected_action": [first.pk, used.pk]})
    named = page_of(refused).one("ul", id="deleted-objects")
    assert [link["href"] for link in named.all("a")] == [change(article)]
    assert "used" in named.words
    assert Image.objects.count() == 3
    client.post(LIST, act | {"_selected_action": [first.pk, second.pk]})
    assert list(Image.objects.all()) == [used]


def test_the_library_is_not_for_everybody(moderator, as_user):
    make_image()
    assert as_user(moderator).get(LIST).status_code == 403
