"""What a box of the desk counts is what stands in the list it leads to."""

from datetime import timedelta

import pytest
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment, make_image

from articles.models import Article, ImageText
from newsroom.actors import SYSTEM
from newsroom.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(superuser, chief, monkeypatch):
    """Something for every box, and beside it what belongs to none."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    article = make_article(lead_image=make_image())
    ImageText.objects.filter(image=article.lead_image).update(alt="")
    make_comment(article, state="pending")
    Article.objects.start("ar", by=superuser, headline="مسودة")
    Article.objects.start("ar", by=chief, headline="مرسلة").submit(by=chief)
    make_article(published=False).publish(by=SYSTEM, at=noon + timedelta(hours=1))
    Article.objects.filter(pk=make_article("en").pk).update(pending_at=noon - timedelta(hours=1))
    for due in (timedelta(hours=-1), timedelta(minutes=-1), timedelta(hours=1), timedelta(days=1)):
        OutboxMessage.objects.create(kind="x", due_at=noon + due)
    OutboxMessage.objects.create(kind="x", due_at=noon, failed_at=noon)


def numbers(page):
    """Yield the number of each list that the desk leads to, with the list's address."""
    for box in page.all("section", class_="desk-box"):
        for place in box.all("li") if "desk-box--broken" in box["class"] else [box.one("h2")]:
            yield place.one("a")["href"], int(place.one("span", class_="admin-desk__count").words)


def rows(page):
    """Return the rows of a list of the admin, or of the queue of comments."""
    lists = page.all("table", id="result_list")
    return lists[0].one("tbody").all("tr") if lists else page.all("article", class_="queue-row")


def test_each_number_is_that_of_the_list_it_leads_to(work, superuser, as_user):
    client = as_user(superuser)
    found = dict(numbers(page_of(client.get("/admin/"))))
    assert len(found) == 9
    assert {address: len(rows(page_of(client.get(address)))) for address in found} == found
