"""An editor says what stands beside an article, in the form, before what is found by itself."""

import pytest
from admin_forms import fields_of
from django.test import Client
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_section

from articles.admin.picks import PicksField
from articles.models import Article
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere():
    return make_section()


def related(article: Article) -> list[str]:
    section = page_of(Client().get(article.get_absolute_url())).all("section", **{"aria-labelledby": "related"})
    return [link.words for part in section for heading in part.all("h3") for link in heading.all("a")]


def test_what_was_picked_comes_first_in_its_order(elsewhere, chief):
    here = make_section()
    article, near = make_article("en", section=here), make_article("en", headline="Near", section=here)
    picked = [make_article("en", headline=name, section=elsewhere) for name in ("First", "Second")]
    article.control(by=chief, related_picks=[row.pk for row in reversed(picked)])
    assert related(article) == ["Second", "First", "Near"]
    article.control(by=chief, related_picks=[near.pk])
    assert related(article) == ["Near"]


def test_what_readers_cannot_see_is_left_out(elsewhere, chief):
    article = make_article("en", section=make_section())
    gone, draft = make_article("en", section=elsewhere), make_article("en", published=False, section=elsewhere)
    article.control(by=chief, related_picks=[gone.pk, draft.pk])
    gone.withdraw(by=SYSTEM, reason="")
    assert related(article) == []
    draft.publish(by=SYSTEM)
    assert related(article) == [draft.headline]


def save(browser: Client, article: Article, lines: str) -> object:
    path = reverse("admin:articles_article_change", args=[article.pk])
    typed = fields_of(page_of(browser.get(path)).one("form", id="article_form")) | {"related_picks": lines}
    return browser.post(path, typed)


def test_the_editor_pastes_a_headline_and_it_is_no_number(client, chief, elsewhere):
    article = make_article("ar", section=make_section())
    other = make_article("ar", section=elsewhere)
    headed = make_article("ar", headline=f"{other.pk} قروش لكيلوواط السطح", section=elsewhere)
    client.force_login(chief)
    assert save(client, article, headed.headline).status_code == 302
    article.refresh_from_db()
    assert article.related_picks == [headed.pk]


def test_the_editor_writes_a_number_or_an_address_a_line(client, chief, elsewhere):
    article = make_article("ar", section=make_section())
    rows = [make_article("ar", headline=f"مقال {n}", section=elsewhere) for n in range(4)]
    client.force_login(chief)
    lines = [
        str(rows[0].pk),
        f"https://news.example{rows[1].get_absolute_url()}",
        f"/a/{rows[2].pk}/",
        f"http://news.example{reverse('admin:articles_article_change', args=[rows[3].pk])} كلام بعده",
    ]
    assert save(client, article, "\n".join(["", *lines])).status_code == 302
    article.refresh_from_db()
    assert article.related_picks == [row.pk for row in rows]
    assert article.revisions.count() == 1
    shown = page_of(client.get(reverse("admin:articles_article_change", args=[article.pk])))
    assert shown.one("textarea", id="id_related_picks").text.split("\n")[-4:] == [
        f"{row.pk} {row.headline}" for row in rows
    ]
    assert related(article) == [row.headline for row in rows]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("nowhere", "السطر 1 لا يدل على مقال من هذه النسخة"),
        ("٧", "السطر 1 لا يدل على مقال من هذه النسخة"),
        ("99999999999999999999", "السطر 1 لا يدل على مقال من هذه النسخة"),
        ("http://[bad", "السطر 1 لا يدل على مقال من هذه النسخة"),
        ("\0", ""),
        ("{own}", "السطر 1 هو هذا المقال نفسه"),
        ("{other}\n{english}", "السطر 2 لا يدل على مقال من هذه النسخة"),
        ("x\n" * 400, "أربعة مقالات على الأكثر"),
    ],
)
def test_a_line_that_names_nothing_is_told_and_comes_back(client, chief, lines, words):
    article = make_article("ar")
    keys = {"own": article.pk, "other": make_article("ar").pk, "english": make_article("en").pk}
    client.force_login(chief)
    answer = save(client, article, lines.format(**keys))
    if not words:
        assert answer.status_code == 302
        return
    page = page_of(answer)
    assert words in page.one("div", class_="field-related_picks").words
    assert page.one("textarea", id="id_related_picks").text.split() == lines.format(**keys).split()


def test_five_are_too_many_and_one_named_twice_is_one(chief):
    field = PicksField()
    field.article = make_article("en")
    keys = [make_article("en").pk for _ in range(5)]
    assert field.clean(f"{keys[0]}\n{keys[0]}\n{keys[1]}") == keys[:2]
    with pytest.raises(Exception, match="أربعة مقالات على الأكثر"):
        field.clean("\n".join(map(str, keys)))
