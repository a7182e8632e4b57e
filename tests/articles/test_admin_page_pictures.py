"""A page reaches no reader with a picture that not everybody can see."""

from datetime import timedelta

import pytest
from admin_forms import change, said, send
from django.utils import timezone, translation
from html_page import page_of
from makers import make_image, make_page

from articles.described import NEEDED
from articles.models import ImageText
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def needed(language="ar"):
    with translation.override(language):
        return str(NEEDED)


def send_page(client, page, **typed):
    return send(client, change(page), "page_form", **typed)


@pytest.fixture
def image():
    """A picture with words in English only."""
    image = make_image()
    ImageText.objects.filter(language="ar").delete()
    return image


def figure(image, alt=""):
    own = f' data-alt="{alt}"' if alt else ""
    return f'<p>نحن هنا.</p><figure data-image="{image.pk}"{own}></figure>'


def test_a_page_with_an_undescribed_picture_is_not_published(image, chief, as_user):
    page, client = make_page(published=False), as_user(chief)
    answer = send_page(client, page, body=figure(image), _step="publish")
    assert needed() in said(client, answer)
    page.refresh_from_db()
    assert not page.is_public()
    assert f'data-image="{image.pk}"' in page.body
    send_page(client, page, body=figure(image, alt="مراكب صيد"), _step="publish")
    page.refresh_from_db()
    assert page.is_public()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_words_in_the_language_of_the_page_count(language, image, chief, as_user):
    page = make_page(language, published=False)
    send_page(as_user(chief), page, body=figure(image), _step="publish")
    page.refresh_from_db()
    assert page.is_public() is (language == "en")


@pytest.mark.parametrize("interface", ["ar", "en"])
@pytest.mark.parametrize("hours", [-1, 5])
def test_a_page_that_is_out_or_has_its_hour_keeps_its_text_until_the_picture_is_described(
    hours, interface, image, chief, as_user
):
    chief.interface_language = interface
    chief.save()
    page = make_page(published=False, body="<p>نحن هنا.</p>")
    page.publish(by=SYSTEM, at=timezone.now() + timedelta(hours=hours))
    client = as_user(chief)
    answer = send_page(client, page, body=figure(image))
    assert answer.status_code == 200
    shown = page_of(answer)
    assert needed(interface) in shown.one("div", class_="field-body").one("ul", class_="errorlist").words
    assert f'data-image="{image.pk}"' in shown.one("textarea", name="body").text
    page.refresh_from_db()
    assert page.body == "<p>نحن هنا.</p>"
    assert send_page(client, page, body=figure(image, alt="مراكب صيد")).status_code == 302


def test_a_picture_that_only_adorns_needs_no_words(image, chief, as_user):
    type(image).objects.update(decorative=True)
    assert send_page(as_user(chief), make_page(), body=figure(image)).status_code == 302


def test_a_page_is_withdrawn_whatever_it_lacks(image, chief, as_user):
    page = make_page(body=figure(image))
    send_page(as_user(chief), page, _step="withdraw", reason="تُكتب من جديد.")
    page.refresh_from_db()
    assert not page.is_public()
