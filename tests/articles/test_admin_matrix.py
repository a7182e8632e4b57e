"""Stories × languages: what there is, how it stands, what is missing."""

import pytest
from admin_forms import change, fields_of
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_section

from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.models import site

pytestmark = pytest.mark.django_db

MATRIX = "/admin/articles/article/editions/"


def make_translated(*, published=True, outdated=False):
    source = make_article("ar")
    edition = source.create_edition(by=SYSTEM)
    edition.revise(by=SYSTEM, headline=f"Headline {edition.pk}")
    if published:
        edition.publish(by=SYSTEM)
    if outdated:
        source.revise(by=SYSTEM, standfirst="جديد")
        source.publish(by=SYSTEM)
    return source, edition


def stories(client, **asked):
    """Return for each story of the page its links to forms, in the order of the columns."""
    page = page_of(client.get(MATRIX, asked))
    return [
        [link["href"] for cell in row.all("td") for link in cell.all("a")]
        for row in page.one("table", class_="admin-matrix").one("tbody").all("tr")
        if row.all("a")
    ]


def test_each_story_is_one_row_with_a_cell_for_each_language(chief, as_user):
    alone = make_article("en")
    source, edition = make_translated(outdated=True)
    client = as_user(chief)
    assert stories(client) == [[change(source), change(edition)], [change(alone)]]
    rows = page_of(client.get(MATRIX)).one("tbody").all("tr")
    arabic, english = rows[0].all("td")[:2]
    assert arabic.one("bdi", lang="ar", dir="rtl").words == source.headline
    assert english.one("bdi", lang="en", dir="ltr").words == edition.headline
    assert english.one("span", class_="admin-status--published").words
    assert english.one("span", class_="admin-freshness--outdated").words
    assert not arabic.all("span", class_="admin-freshness")


def test_what_is_missing_is_created_from_its_cell(chief, as_user):
    alone, client = make_article("en"), as_user(chief)
    form = page_of(client.get(MATRIX)).one("td", class_="admin-matrix__gap").one("form")
    answer = client.post(form["action"], fields_of(form))
    arabic = Article.objects.get(language="ar")
    assert answer["Location"].startswith(change(arabic))
    assert stories(client) == [[change(arabic), change(alone)]]


def test_nobody_is_offered_to_create_what_they_may_not(editor, moderator, chief, as_user):
    make_article("ar")
    gone = make_article("en")
    gone.withdraw(by=SYSTEM, reason="")
    for person in (editor, moderator, chief):
        gaps = page_of(as_user(person).get(MATRIX)).all("td", class_="admin-matrix__gap")
        assert [bool(gap.all("form")) for gap in gaps] == [False, person == chief]


def test_the_page_is_for_those_who_see_articles(reader, as_user, db):
    from makers import make_user

    assert reader.get(MATRIX).status_code == 302
    assert as_user(make_user("nobody", languages=["ar"])).get(MATRIX).status_code == 403


def test_it_is_narrowed_to_what_is_missing_or_behind(chief, as_user):
    arabic, english = make_article("ar"), make_article("en")
    current, writing, behind = make_translated(), make_translated(published=False), make_translated(outdated=True)
    apart = make_article("ar")
    apart.link(make_article("en"), by=SYSTEM)
    client = as_user(chief)

    def keys(**asked):
        return {row[0] for row in stories(client, **asked)}

    assert len(keys()) == 6
    assert keys(missing="en") == {change(arabic)}
    assert keys(missing="ar") == {change(english)}
    assert keys(freshness="outdated") == {change(behind[0])}
    assert keys(freshness="in_progress") == {change(writing[0])}
    assert keys(freshness="current") == {change(current[0]), change(apart)}
    assert keys(missing="en", freshness="outdated") == set()
    # What makes no sense is not asked.
    assert len(keys(missing="fr", freshness="old", section="x", page="0")) == 6


def test_it_is_narrowed_to_a_section_and_to_words_of_either_edition(chief, as_user):
    sport = make_section()
    source, edition = make_translated()
    source.revise(by=SYSTEM, section=sport, headline="مباراة الأحد")
    source.publish(by=SYSTEM)
    other = make_article("en", section=make_section(), headline="Rain in the north")
    client = as_user(chief)
    pair = [change(source), change(edition)]
    assert stories(client, section=sport.pk) == [pair]
    assert stories(client, q="مباراه") == [pair]
    assert stories(client, q=edition.headline.lower()) == [pair]
    assert stories(client, q="north rain") == [[change(other)]]
    assert stories(client, q="nothing has this") == []
    page = page_of(client.get(MATRIX, {"q": "north rain"}))
    assert page.one("input", name="q")["value"] == "north rain"


def test_the_story_that_was_changed_last_comes_first(chief, as_user):
    first, _edition = make_translated()
    second = make_article("en")
    client = as_user(chief)
    assert [row[0] for row in stories(client)] == [change(second), change(first)]
    first.revise(by=SYSTEM, headline="تغيّر")
    assert [row[0] for row in stories(client)] == [change(first), change(second)]


def test_pages_follow_each_other_and_keep_what_was_asked(chief, as_user, monkeypatch):
    from articles.admin import matrix

    monkeypatch.setattr(matrix, "SIZE", 2)
    made = [make_article("en") for _ in range(5)]
    client = as_user(chief)
    seen, address = [], f"{MATRIX}?missing=ar"
    while address:
        page = page_of(client.get(address))
        seen += [link["href"] for link in page.one("tbody").all("a")]
        further = page.all("a", rel="next")
        address = MATRIX + further[0]["href"] if further else ""
    assert seen == [change(row) for row in reversed(made)]
    assert page.one("a", rel="prev")["href"] == "?missing=ar&page=2"


@pytest.mark.parametrize("asked", [{}, {"freshness": "current"}, {"q": "headline", "section": "1"}])
def test_it_takes_few_queries_whatever_is_there(chief, as_user, django_assert_max_num_queries, monkeypatch, asked):
    for _ in range(4):
        make_translated()
    client = as_user(chief)
    # The site's settings are asked for once a second.
    monkeypatch.setattr(site, "this_second", lambda: 0)
    client.get(MATRIX)
    with django_assert_max_num_queries(8):
        client.get(MATRIX, asked)


def test_the_list_of_articles_leads_to_it(chief, as_user):
    page = page_of(as_user(chief).get(reverse("admin:articles_article_changelist")))
    assert any(link["href"] == MATRIX for link in page.all("a"))
