from datetime import timedelta
from random import Random

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article, make_author, make_image, make_page, make_section, make_topic

from articles.edition_now import LATEST_SIZE, edition_now
from articles.models import Article, Correction
from articles.surroundings import RELATED_SIZE, surroundings_of
from articles.views import reading
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def visit(article: Article) -> Element:
    answer = Client().get(article.get_absolute_url())
    assert answer.status_code == 200
    return page_of(answer)


def test_a_reader_sees_all_that_the_editor_wrote():
    article = make_article(
        "en",
        kicker="Water",
        headline="The harbour reopens",
        standfirst="After two years.",
        body="<h2>Then</h2><p>It was <strong>closed</strong>.</p>",
        dateline="Tangier",
        topics=[make_topic(name_en="Ports")],
        authors=[make_author(name_en="Leila")],
        lead_image=make_image(),
    )
    page = visit(article)
    assert page.one("h1", class_="article__headline").words == "The harbour reopens"
    assert page.one("p", class_="article__standfirst").words == "After two years."
    assert page.one("span", class_="kicker__topic").words == "Water"
    body = page.one("div", class_="article__body")
    assert body.one("b", class_="article__dateline").words == "Tangier."
    assert (body.one("h2").words, body.one("p").words, body.one("strong").words) == ("Then", "It was closed.", "closed")
    assert page.one("nav", class_="topics").one("a").words == "Ports"
    assert page.one("p", class_="byline__names").words == "By Leila"
    picture = page.one("figure", class_="figure--main")
    assert picture.one("img")["alt"] == "What is seen"
    assert picture.one("figcaption").words == "The caption The photographer"
    assert picture.one("img")["fetchpriority"] == "high"
    assert picture.one("img")["srcset"].endswith("/16x9-320.jpg 320w")


def test_the_words_of_a_picture_can_be_others_in_one_article():
    own = {"lead_alt": "Another view", "lead_caption": "Another caption", "lead_credit": "Leila"}
    article = make_article("en", lead_image=make_image(), **own)
    figure = visit(article).one("figure", class_="figure--main")
    assert figure.one("img")["alt"] == "Another view"
    assert figure.one("figcaption").words == "Another caption Leila"


def test_a_substantive_change_is_dated_and_a_mended_typo_is_not(chief):
    article = make_article("en")
    article.revise(by=chief, minor=True, body="<p>Mended</p>")
    article.publish(by=chief)
    assert "Updated" not in visit(article).one("header", class_="article__header").words
    article.revise(by=chief, body="<p>New</p>")
    article.publish(by=chief)
    header = visit(article).one("header", class_="article__header")
    assert "Updated" in header.words
    assert len(header.all("time")) == 2


def test_a_correction_stands_under_the_article_with_its_date():
    article = make_article("en")
    Correction.objects.create(article=article, kind="clarification", text="The bridge is <older>.")
    note = visit(article).one("section", class_="correction")
    assert note.one("h2").words == "Clarification"
    assert note.one("p", class_="correction__text").words == "The bridge is <older>."
    assert note.one("time")["datetime"]


def test_corrections_stand_the_oldest_first_and_topics_by_name():
    topics = [make_topic(name_en=name) for name in ("Rivers", "Bridges", "Ports")]
    article, now = make_article("en", topics=topics), timezone.now()
    for hours, text in ((2, "The second."), (3, "The first."), (1, "The third.")):
        Correction.objects.create(article=article, text=text, published_at=now - timedelta(hours=hours))
    page = visit(article)
    assert [note.words for note in page.all("p", class_="correction__text")] == [
        "The first.", "The second.", "The third.",
    ]  # fmt: skip
    assert [link.words for link in page.one("nav", class_="topics").all("a")] == ["Bridges", "Ports", "Rivers"]


def test_sections_and_standing_pages_stand_in_the_order_that_the_newsroom_gave_them():
    for order, name in ((2, "World"), (1, "Sport"), (3, "Culture")):
        make_section(name_en=name, order=order)
    for order, slug in ((2, "about"), (1, "contact")):
        make_page("en", slug=slug, title=slug.title(), order=order)
    page = page_of(Client().get("/en/"))
    for links in (page.all("a", class_="nav__link"), page.one("div", class_="footer__group--sections").all("a")):
        assert [link.words for link in links if "/section/" in link["href"]] == ["Sport", "World", "Culture"]
    footer = page.one("footer", class_="footer").all("a")
    assert [link.words for link in footer if link["href"] in ("/en/about/", "/en/contact/")] == ["Contact", "About"]


def test_a_correction_moves_the_date_that_readers_see_and_not_before_they_have_the_article():
    live, draft = make_article("en"), make_article("en", published=False)
    for article in (live, draft):
        Correction.objects.create(article=article, text="The bridge is older.")
    live, draft = (Article.objects.get(pk=article.pk) for article in (live, draft))
    assert live.updated_at_public == live.corrections.get().published_at
    draft.publish(by=SYSTEM)
    assert draft.updated_at_public is None
    assert "Updated" not in visit(draft).one("header", class_="article__header").words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Amal"], "By Amal"),
        (["Amal", "Badr"], "By Amal and Badr"),
        (["Amal", "Badr", "Dina"], "By Amal, Badr and Dina"),
        (["Amal", "Badr", "Dina", "Ezz"], "By Amal, Badr, Dina, Ezz"),
    ],
)
def test_the_byline_is_a_sentence(names, words):
    article = make_article("en", authors=[make_author(name_en=name) for name in names])
    assert " ".join(line.words for line in visit(article).all("p", class_="byline__names")) == words


def test_an_article_by_nobody_of_ours_names_its_source():
    article = make_article("en", source="Agencies")
    page = visit(article)
    assert "Agencies" in page.one("article", class_="article").words


def test_related_articles_share_topics_first_and_then_the_section():
    water, ports = make_topic(), make_topic()
    here, elsewhere = make_section(), make_section()
    make_article("en", headline="Nothing in common", section=elsewhere)
    make_article("en", headline="Same section", section=here)
    make_article("en", headline="One topic", section=elsewhere, topics=[water])
    make_article("en", headline="Two topics", section=elsewhere, topics=[water, ports])
    make_article("ar", section=here, topics=[water, ports])
    article = make_article("en", section=here, topics=[water, ports])
    related = visit(article).one("section", **{"aria-labelledby": "related"})
    assert [link.words for heading in related.all("h3") for link in heading.all("a")] == [
        "Two topics",
        "One topic",
        "Same section",
    ]


def plainly_related(here, article, topics):
    """Return the keys of what is related, by looking at every article there is."""

    def closeness(row):
        return row.topics.filter(pk__in=topics).count(), row.section_id == article.section_id

    others = list(here.newest_first().exclude(pk=article.pk))
    close = [row for row in others if any(closeness(row))]
    return [row.pk for row in sorted(close, key=lambda row: -closeness(row)[0])][:RELATED_SIZE]


@pytest.mark.parametrize("seed", range(4))
def test_what_stands_around_an_article_is_what_three_plain_questions_would_answer(seed):
    """It is read in two queries; here it is held against the simple way of asking."""
    random = Random(seed)
    topics = [make_topic() for _ in range(4)]
    sections = [make_section() for _ in range(3)]
    articles = []
    for _ in range(18):
        article = make_article(
            random.choice(("ar", "en")),
            published=False,
            section=random.choice(sections),
            topics=random.sample(topics, random.randint(0, 4)),
        )
        if random.random() < 0.2:
            article.breaking_until = timezone.now() + timedelta(hours=random.randint(-2, 2))
            article.save()
        if random.random() < 0.85:
            article.publish(by=SYSTEM, at=timezone.now() - timedelta(minutes=random.randint(1, 20)))
        articles.append(article)
    for article in articles:
        here = Article.objects.public().in_language(article.language)
        topics = list(article.topics.values_list("pk", flat=True))
        around = surroundings_of(article, topics)
        edition = edition_now(RequestFactory().get("/"), article.language)
        assert edition.latest(but=article) == list(here.newest_first().exclude(pk=article.pk)[:LATEST_SIZE])
        assert [row.pk for row in around.related] == plainly_related(here, article, topics)
        assert edition.breaking == here.breaking().newest_first().first()
        assert around.editions == article.public_editions()


def test_closed_comments_leave_the_thread_and_take_the_form():
    article = make_article("en", comments_open=False)
    page = visit(article)
    assert not page.all("form", id="comment-form")
    assert "closed" in page.one("div", class_="notice--closed").words


def test_an_article_withdrawn_while_its_page_is_made_is_gone(monkeypatch):
    article = make_article("en", headline="Not for long")

    def withdrawn_meanwhile(row, topics):
        Article.objects.get(pk=row.pk).withdraw(by=SYSTEM, reason="Taken back")
        return surroundings_of(row, topics)

    monkeypatch.setattr(reading, "surroundings_of", withdrawn_meanwhile)
    assert Client().get(article.get_absolute_url()).status_code == 410
