"""The page on which editors arrange the front page: by forms alone, and refused to whoever may not."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from admin_forms import fields_of
from django.test import Client
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article

from articles.models import Article, Pin
from articles.models.pin import PLACES, PinQuerySet
from newsroom.actors import SYSTEM
from newsroom.models import Site

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/pin/ar/"
ACTS = ("pin", "move", "remove", "arrange")


def until(hours: int) -> dict[str, str]:
    """Return the date and the time of a moment to come as the newsroom's clocks show it."""
    moment = timezone.localtime(timezone.now() + timedelta(hours=hours), Site.current().zone)
    return {"until_0": moment.strftime("%Y-%m-%d"), "until_1": moment.strftime("%H:%M")}


def pinned(article: Article, place: int) -> Pin:
    return Pin.objects.pin(article, position=place - 1, until=timezone.now() + timedelta(hours=1), by=SYSTEM)


def places() -> dict[int, int]:
    return {row.position + 1: row.article_id for row in Pin.objects.filter(language="ar")}


def place(page: Element, number: int) -> Element:
    return page.one("li", id=f"place-{number}")


def press(client: Client, form: Element, **typed: Any) -> Any:
    button = next((b for b in form.all("button") if b.get("name")), None)
    fields = fields_of(form) | ({button["name"]: button["value"]} if button else {})
    return client.post(form["action"], fields | typed)


@pytest.fixture
def rows(db: None) -> list[Article]:
    return [make_article(headline=f"خبر {number}") for number in range(5)]


def test_the_page_shows_the_places_as_readers_have_them(rows, editor, as_user):
    pinned(rows[0], 1)
    page = page_of(as_user(editor).get(PAGE))
    assert "خبر 0" in place(page, 1).words
    assert "خبر 4" in place(page, 2).words
    assert "خبر 3" in place(page, 3).words
    assert len(page.all("li", class_="front-place")) == PLACES


def test_an_editor_finds_an_article_and_pins_it(rows, editor, as_user):
    client, wanted = as_user(editor), make_article(headline="عودة الميناء")
    page = page_of(client.get(PAGE, {"q": "المِيناء"}))
    found = page.one("ul", class_="front-found").all("form")
    assert len(found) == 1
    answer = press(client, found[0], place="1")
    assert answer.status_code == 302
    assert places() == {1: wanted.pk}
    ends_in = Pin.objects.get().until - timezone.now()
    assert timedelta(hours=23, minutes=57) < ends_in <= timedelta(hours=24)
    assert "عودة الميناء" in page_of(client.get(answer["Location"])).one("ul", class_="messagelist").words


def test_buttons_move_it_and_take_it_off(rows, editor, as_user):
    client = as_user(editor)
    pinned(rows[0], 1)
    pinned(rows[1], 2)
    forms = {form["data-act"]: form for form in place(page_of(client.get(PAGE)), 2).all("form") if form.get("data-act")}
    press(client, forms["up"])
    assert places() == {1: rows[1].pk, 2: rows[0].pk}
    press(client, forms["down"])
    assert places() == {2: rows[0].pk, 3: rows[1].pk}
    press(client, forms["remove"])
    assert places() == {2: rows[0].pk}


def test_the_first_goes_no_further_up_and_the_last_no_further_down(rows, editor, as_user):
    pinned(rows[0], 1)
    pinned(rows[1], PLACES)
    page = page_of(as_user(editor).get(PAGE))
    acts = [{form.get("data-act") for form in place(page, n).all("form")} - {""} for n in (1, PLACES)]
    assert [act - {None} for act in acts] == [{"down", "remove"}, {"up", "remove"}]


def test_place_and_end_are_changed_in_fields(rows, editor, as_user):
    client = as_user(editor)
    pinned(rows[0], 1)
    form = place(page_of(client.get(PAGE)), 1).one("form", class_="front-form")
    press(client, form, place="4", **until(48))
    assert places() == {4: rows[0].pk}
    assert Pin.objects.get().until > timezone.now() + timedelta(hours=47)


def test_what_was_dragged_is_stored_in_its_order(rows, editor, as_user):
    client = as_user(editor)
    for number in range(2):
        pinned(rows[number], number + 1)
    was = [rows[0].pk, rows[1].pk, *[""] * (PLACES - 2)]
    order = ["", rows[1].pk, rows[0].pk, *[""] * (PLACES - 3)]
    answer = client.post(f"{PAGE}arrange/", {"was": was, "order": order, "moved": rows[0].pk})
    assert answer["Location"].endswith("#place-3")
    assert places() == {2: rows[1].pk, 3: rows[0].pk}


def test_an_order_that_is_out_of_date_is_refused_in_words(rows, editor, as_user):
    client = as_user(editor)
    pinned(rows[0], 1)
    for was in ([rows[0].pk], ["", rows[0].pk], []):
        sent = {"was": was, "order": ["", rows[1].pk], "moved": rows[1].pk}
        assert "غيّر زميل" in page_of(client.post(f"{PAGE}arrange/", sent, follow=True)).words
        assert places() == {1: rows[0].pk}


def test_the_second_of_two_who_drag_at_once_is_told_and_undoes_nothing(rows, editor, chief, as_user):
    a, b, c = (pinned(row, number).article_id for number, row in enumerate(rows[:3], 1))
    first = {"was": [a, b, c], "order": [c, a, b], "moved": c}
    assert "غيّر زميل" not in page_of(as_user(chief).post(f"{PAGE}arrange/", first, follow=True)).words
    second = {"was": [a, b, c], "order": [b, a, c], "moved": b}
    assert "غيّر زميل" in page_of(as_user(editor).post(f"{PAGE}arrange/", second, follow=True)).words
    assert places() == {1: c, 2: a, 3: b}


@pytest.mark.parametrize("act", ["move", "remove"])
def test_what_another_has_just_taken_off_is_told_in_words(act, rows, editor, chief, as_user):
    row = pinned(rows[0], 1)
    as_user(chief).post(f"{PAGE}remove/", {"pin": row.pk})
    answer = as_user(editor).post(f"{PAGE}{act}/", {"pin": row.pk, "place": 2}, follow=True)
    assert answer.status_code == 200
    assert "غيّر زميل" in page_of(answer).words


def test_the_same_article_pinned_by_two_at_once_is_told_to_the_second(rows, editor, as_user):
    form = page_of(as_user(editor).get(PAGE)).one("ul", class_="front-found").all("form")[0]
    with patch.object(PinQuerySet, "held", autospec=True) as held:
        # Another's pin is there from just after we looked.
        held.side_effect = lambda *_arguments: [pins.append(Pin.objects.create(**theirs)), []][1]
        pins: list[Pin] = []
        theirs = {"language": "ar", "article": rows[4], "position": 4, "until": timezone.now() + timedelta(hours=1)}
        answer = press(as_user(editor), form)
    assert answer.status_code == 200
    assert "غيّر زميل" in page_of(answer).words
    assert len(pins) == 1


def test_the_end_is_a_date_and_a_time_of_the_newsroom_s_zone_which_is_named(rows, editor, as_user):
    site = Site.current()
    site.time_zone = "Asia/Riyadh"
    site.save()
    row = pinned(rows[0], 1)
    form = place(page_of(as_user(editor).get(PAGE)), 1).one("form", class_="front-form")
    boxes = [form.one("input", name=f"until_{number}") for number in (0, 1)]
    moment = timezone.localtime(row.until, site.zone)
    assert [box["value"] for box in boxes] == [moment.strftime("%Y-%m-%d"), moment.strftime("%H:%M:%S")]
    assert [box["aria-label"] for box in boxes] == ["حتى: التاريخ", "حتى: الساعة"]
    assert form.one("bdi", class_="admin-zone").words == "Asia/Riyadh, UTC+03:00"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"until_0": "", "until_1": ""}, "هذا الحقل مطلوب"),
        ({"until_0": "soon"}, "أدخل"),
        ({"until_1": "25:00"}, "أدخل"),
        ({"place": "0"}, "1"),
        ({"place": "13"}, "12"),
        ({"place": "أول"}, "أدخل"),
        ({"until_0": "2020-01-01"}, "مضى"),
        ({"until_0": "2099-01-01"}, "30"),
    ],
)
@pytest.mark.parametrize("where", ["found", "place"])
def test_what_cannot_be_is_said_beside_the_field_and_stays_typed(typed, words, where, rows, editor, as_user):
    client = as_user(editor)
    pinned(rows[0], 1)
    page = page_of(client.get(PAGE, {"q": "خبر"}))
    part = page.one("ul", class_="front-found") if where == "found" else place(page, 1)
    forms = [form for form in part.all("form", class_="front-form") if fields_of(form)["article"] == [str(rows[0].pk)]]
    answer = press(client, forms[0], **typed)
    assert answer.status_code == 200
    again = page_of(answer)
    form = next(form for form in again.all("form", class_="front-form") if form.all("ul", class_="errorlist"))
    assert words in form.one("ul", class_="errorlist").words
    for name, value in typed.items():
        assert form.one("input", name=name).get("value", "") == value
    assert again.one("input", id="front-search").get("value") == "خبر"
    assert places() == {1: rows[0].pk}


def test_of_what_is_not_public_the_editor_is_told_why(rows, editor, as_user):
    scheduled = make_article(published=False, headline="غداً")
    scheduled.publish(by=SYSTEM, at=timezone.now() + timedelta(minutes=30))
    pinned(rows[0], 1)
    pinned(rows[1], 2)
    pinned(scheduled, 3)
    rows[0].withdraw(by=SYSTEM, reason="")
    Article.objects.filter(pk=rows[1].pk).update(expires_at=timezone.now())
    page = page_of(as_user(editor).get(PAGE))
    said = [place(page, number).one("p", class_="front-card__hidden").words for number in (1, 2, 3)]
    assert "سُحب" in said[0]
    assert "خبر 4" in said[0]
    assert "انتهت" in said[1]
    assert timezone.localtime(scheduled.published_at, Site.current().zone).strftime("%H:%M") in said[2]


def test_a_pin_that_has_ended_is_gone_from_the_page(rows, editor, as_user):
    row = pinned(rows[0], 1)
    Pin.objects.filter(pk=row.pk).update(until=timezone.now())
    assert "front-card--pinned" not in as_user(editor).get(PAGE).content.decode()


def test_drafts_and_the_other_edition_are_not_found(rows, editor, as_user):
    make_article(published=False, headline="خبر مسودة")
    make_article("en", headline="خبر in English")
    page = page_of(as_user(editor).get(PAGE, {"q": "خبر"}))
    assert len(page.one("ul", class_="front-found").all("li")) == len(rows)


@pytest.mark.parametrize("act", ["", *(f"{act}/" for act in ACTS)])
def test_who_may_not_arrange_this_edition_is_refused_by_form_and_by_forged_post(
    act, rows, english_editor, writer, moderator, as_user
):
    row = pinned(rows[0], 1)
    sent = {"article": rows[1].pk, "place": 2, "pin": row.pk, "order": ["", rows[0].pk], "moved": 1} | until(5)
    for other in (english_editor, writer, moderator):
        client = as_user(other)
        answer = client.post(f"{PAGE}{act}", sent) if act else client.get(PAGE)
        assert answer.status_code == 403
    assert places() == {1: rows[0].pk}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_a_post_and_asks_for_a_login(act, rows, editor, as_user):
    assert as_user(editor).get(f"{PAGE}{act}/").status_code == 405
    assert Client().post(f"{PAGE}{act}/", {"article": rows[0].pk}).status_code == 403
    assert Pin.objects.count() == 0


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        ("pin", {"article": "x", "place": 1}),
        ("pin", {"article": "9" * 30, "place": 1}),
        ("move", {"pin": "", "place": "1"}),
        ("remove", {"pin": "-1"}),
        ("arrange", {"order": ["x", "\0"], "moved": "1"}),
    ],
)
def test_rubbish_is_refused_and_changes_nothing(act, sent, rows, editor, as_user):
    pinned(rows[0], 1)
    answer = as_user(editor).post(f"{PAGE}{act}/", sent | until(3))
    assert answer.status_code in (200, 302, 404)
    assert places() == {1: rows[0].pk}


def test_an_article_of_the_other_edition_is_not_pinned_here(editor, as_user):
    english = make_article("en")
    sent = {"article": english.pk, "place": 1} | until(3)
    assert as_user(editor).post(f"{PAGE}pin/", sent).status_code == 404
    assert Pin.objects.count() == 0


def test_the_way_there_leads_each_to_their_edition(editor, english_editor, writer, chief, as_user):
    ways = {user: as_user(user).get("/admin/articles/pin/") for user in (editor, english_editor, chief)}
    assert [way["Location"].rsplit("/", 2)[1] for way in ways.values()] == ["ar", "en", "ar"]
    assert as_user(writer).get("/admin/articles/pin/").status_code == 403
    assert "/admin/articles/pin/" in as_user(editor).get("/admin/").content.decode()
    assert "/admin/articles/pin/" not in as_user(writer).get("/admin/").content.decode()


def test_the_page_costs_the_same_with_one_pin_and_with_twelve(editor, as_user, django_assert_max_num_queries):
    rows = [make_article() for _ in range(25)]
    for number in range(PLACES):
        pinned(rows[number], number + 1)
    client = as_user(editor)
    with django_assert_max_num_queries(14):
        client.get(PAGE)
