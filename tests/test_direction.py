"""Interface × content: what is written in one direction stays in it on every page of the admin in the other."""

import json
import re
from collections.abc import Iterator

import pytest
from admin_forms import add_article, change, fields_of, send_article
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from html_page import Element, page_of
from makers import make_article, make_author, make_comment, make_image, make_page, make_user

from articles.models import Article, Image, Section
from newsroom import languages
from newsroom.actors import SYSTEM

ARABIC = "«أباتشي» AH-64E (الدفعة 2)"
ENGLISH = "“Harbour” [2] reopens (again)"
TITLES = {ARABIC: "ar", ENGLISH: "en"}
ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
# Their texts are those of forms and of scripts, or cannot hold marks; options and titles are looked at apart.
NOT_PROSE = {"script", "style", "textarea", "template"}


@pytest.fixture
def newsroom(db):
    """A newsroom whose every row has a headline that shows at once where its direction is not its own."""
    rows = {}
    for title, language in TITLES.items():
        article = make_article(language, headline=title)
        article.revise(by=SYSTEM, headline=title, body=f"<p>{title}</p>")
        rows[language] = article
        make_comment(article, state="pending")
        make_image(title=title)
    make_page("ar", slug="about", title=ARABIC)
    make_page("en", slug="about", title=ENGLISH)
    return rows


@pytest.fixture(params=languages.CODES)
def interface(request):
    return request.param


@pytest.fixture
def desk(interface, as_user, db):
    return as_user(make_user("lead", languages=["ar", "en"], is_superuser=True, interface_language=interface))


def pages(rows) -> list[str]:
    """Return every page of the admin that is of no row or of one of these, by their names: also those yet to come."""
    found = []
    # The converters of paths are known once the site's own addresses have been read.
    reverse("admin:index")
    for pattern in admin.site.get_urls():
        for part in getattr(pattern, "url_patterns", [pattern]):
            if name := part.name:
                found += _addresses(name, rows)
    assert len(found) > 60
    return sorted(set(found))


def _addresses(name, rows) -> Iterator[str]:
    keys = [[]]
    if name.startswith("articles_article_"):
        keys += [[row.pk] for row in rows.values()] + [[row.pk, 1] for row in rows.values()]
    elif "_page_" in name or "_image_" in name or "comments_comment_" in name:
        keys += [[1], [2]]
    for arguments in keys:
        try:
            yield reverse(f"admin:{name}", args=arguments)
        except NoReverseMatch:
            continue


def loose(element: Element, isolated: str = "", known: str = "") -> Iterator[str]:
    """Tell each place where a title is printed and no element of its own direction (or `known`) is around it."""
    for child in element.children:
        if isinstance(child, str):
            for title, language in TITLES.items():
                if title in child and isolated not in (language, known):
                    marked = f"{FIRST_STRONG_ISOLATE}{title}{POP_ISOLATE}"
                    if child.count(title) != child.count(marked):
                        yield f"<{element.tag} class={element.get('class')!r}>: {child.strip()}"
        elif child.tag not in NOT_PROSE:
            yield from loose(child, of_direction(child) or isolated, known)


def of_direction(element: Element) -> str:
    if direction := element.get("dir"):
        return {"rtl": "ar", "ltr": "en"}.get(direction, direction)
    return "auto" if element.tag == "bdi" else ""


def test_every_title_stays_in_its_direction_on_every_page_of_the_admin(newsroom, desk):
    wrong, seen = {}, 0
    for path in pages(newsroom):
        answer = desk.get(path)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        page = page_of(answer)
        if not page.all("html"):
            continue
        seen += sum(title in answer.content.decode() for title in TITLES)
        # The page itself has the direction of the interface, which is none of a title's own.
        # The log keeps what a row was called, also of rows that are gone, and not in which language.
        # No image has a language.
        known = "auto" if "/auditentry/" in path or "/image/" in path else ""
        if places := list(loose(page.one("html"), known=known)):
            wrong[path] = places
    assert wrong == {}
    assert seen > 20


def test_what_is_told_after_an_act_keeps_the_direction_of_its_title(newsroom, desk):
    for article in newsroom.values():
        for typed in ({"_save": "1"}, {"_continue": "1"}, {"_step": "publish"}, {"_step": "withdraw"}):
            answer = send_article(desk, Article.objects.get(pk=article.pk), **typed)
            page = page_of(desk.get(answer["Location"]))
            told = page.one("ul", class_="messagelist")
            assert list(loose(told)) == [], typed
            assert article.headline in told.text


def test_what_is_told_after_an_act_on_an_image_keeps_the_direction_of_its_title(newsroom, desk):
    listed = reverse("admin:articles_image_changelist")
    for image in Image.objects.order_by("pk"):
        address = reverse("admin:articles_image_change", args=[image.pk])
        fields = fields_of(page_of(desk.get(address)).one("form", id="image_form"))
        for button, leads_to in (("_save", listed), ("_continue", address), ("_addanother", f"{listed}add/")):
            answer = desk.post(address, fields | {button: "1"})
            assert answer["Location"] == leads_to
            told = page_of(desk.get(leads_to)).one("ul", class_="messagelist")
            assert list(loose(told, known="auto")) == [], button
            assert image.title in told.text


def test_images_about_to_be_deleted_are_named_in_their_direction(newsroom, desk):
    listed = reverse("admin:articles_image_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [image.pk for image in Image.objects.all()]}
    page = page_of(desk.post(listed, chosen))
    assert list(loose(page.one("html"), known="auto")) == []
    assert all(title in page.one("ul", id="deleted-objects").text for title in TITLES)
    desk.post(listed, chosen | {"post": "yes"})
    assert not Image.objects.exists()


@pytest.mark.parametrize("language", languages.CODES)
def test_every_field_that_is_written_in_a_language_has_it_and_its_direction(newsroom, desk, language):
    direction = languages.direction(language)
    written = {
        add_article(language): "kicker headline short_headline standfirst dateline body source lead_alt lead_caption "
        "lead_credit slug seo_title seo_description reason",
        change(newsroom[language]): "headline standfirst body slug corrections-__prefix__-text",
        f"{reverse('admin:articles_page_add')}?language={language}": "title body reason",
        reverse("admin:articles_section_add"): f"name_{language} slug_{language}",
        reverse("admin:articles_topic_add"): f"name_{language} slug_{language}",
        reverse("admin:articles_author_add"): f"name_{language} slug_{language} role_{language} bio_{language}",
    }
    for path, names in written.items():
        page = page_of(desk.get(path))
        controls = {control.get("name"): control for tag in ("input", "textarea") for control in page.all(tag)}
        for name in names.split():
            assert (controls[name].get("lang"), controls[name].get("dir")) == (language, direction), f"{path} {name}"


def test_the_words_of_an_image_are_written_each_in_its_language(desk):
    image = make_image()
    page = page_of(desk.get(reverse("admin:articles_image_change", args=[image.pk])))
    assert Image.objects.count() == 1
    for number, text in enumerate(image.texts.order_by("pk")):
        for name in ("alt", "caption", "credit"):
            control = page.one(id=f"id_texts-{number}-{name}")
            assert (control["lang"], control["dir"]) == (text.language, languages.direction(text.language))


def test_the_calendar_and_the_clock_beside_a_moment_speak_the_language_of_the_interface(desk, interface):
    page = desk.get(reverse("admin:jsi18n")).content.decode()
    catalogue = json.loads(re.search(r"newcatalog = (\{.*?\});", page, re.DOTALL)[1]) if "newcatalog" in page else {}
    for english in ("Today", "Now", "Choose a Time", "Midnight", "Yesterday", "Tomorrow", "Cancel", "January"):
        word = catalogue.get(english, english)
        assert word if interface == languages.ENGLISH else ARABIC_LETTER.match(word), english
        assert (word == english) == (interface == languages.ENGLISH)


def test_what_is_chosen_from_a_list_is_called_by_names_that_stay_in_their_direction(desk, interface):
    names = {"ar": "«ثقافة» (C2)", "en": "Culture (ثقافة)"}
    section = Section.objects.create(name_ar=names["ar"], name_en=names["en"], slug_ar="ث", slug_en="c", order=99)
    author = make_author(name_ar=ARABIC, name_en=ENGLISH)
    image = make_image(title=ARABIC if interface == "en" else ENGLISH)
    page = page_of(desk.get(add_article("ar")))
    for name, row in (("section", section), ("byline_1", author), ("lead_image", image)):
        option = page.one("select", name=name).one("option", value=str(row.pk))
        with translation.override(interface):
            assert option.words == f"{FIRST_STRONG_ISOLATE}{row}{POP_ISOLATE}"
