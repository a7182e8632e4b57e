"""The newsroom's own name and colours: what is refused, and how what is taken reaches readers."""

import re

import pytest
from admin_forms import change, fields_of, send
from django.core.exceptions import ValidationError
from html_page import page_of

from newsroom import identity
from newsroom.contrast import TEXT, contrast, least, lightened
from newsroom.models import Site, User

pytestmark = pytest.mark.django_db
DARKS = (*identity.DARK_PAPERS, *identity.NIGHTS)


def refused(**colours):
    with pytest.raises(ValidationError) as refusal:
        Site(pk=1, **colours).full_clean()
    return refusal.value.message_dict


def sheet_address(client, language="ar"):
    links = page_of(client.get(f"/{language}/").text).all("link", rel="stylesheet")
    return [link["href"] for link in links if "identity" in link["href"]]


@pytest.mark.parametrize(
    "colour", ["ffc400", "#ffc40", "#ffc4000", "red", "#gggggg", "#fff;}a", "#ffc400;x", "url(//x)"]
)
def test_what_is_no_colour_is_refused(colour):
    assert set(refused(brand_colour=colour)) == set(refused(teal=colour, brand_colour=colour)) - {"teal"}


def test_a_colour_is_stored_in_one_spelling():
    site = Site(pk=1, brand_colour=" #FFD000 ")
    site.full_clean()
    assert site.brand_colour == "#ffd000"


@pytest.mark.parametrize(("field", "colour", "reached"), [
    ("brand_colour", "#1f49d6", "2.30"), ("blue", "#ffc400", "1.43"), ("green_dark", "#0b7a4b", "3.01"),
])  # fmt: skip
def test_a_colour_that_cannot_be_read_is_refused_with_its_figures(field, colour, reached, settings):
    settings.LANGUAGE_CODE = "en"
    (message,) = refused(**{field: colour})[field]
    assert colour in message
    assert TEXT == 4.5
    assert re.findall(r"\d\.\d+", message) == [reached, "4.5"]


def test_every_readable_colour_is_taken_and_no_other():
    for step in range(0, 256, 15):
        colour = f"#{step:02x}{step:02x}{255 - step:02x}"
        site = Site(pk=1, purple=colour)
        if least(colour, identity.PAPERS) >= TEXT:
            site.full_clean()
        else:
            assert "purple" in refused(purple=colour)


@pytest.mark.parametrize(
    "colour", ["#000000", "#1f49d6", "#5a0000", "#003300", "#777777", "#ffffff", *identity.ACCENTS.values()]
)
def test_a_dark_colour_is_the_light_one_with_as_little_white_as_it_needs(colour):
    dark = identity.dark_of(colour)
    assert least(dark, DARKS) >= TEXT
    assert contrast(dark, "#000000") >= contrast(colour, "#000000")
    assert lightened(dark, DARKS) == dark
    if least(colour, DARKS) >= TEXT:
        assert dark == colour


def test_the_form_offers_a_palette_that_shows_what_an_empty_field_means(chief, as_user):
    Site(pk=1, blue="#003399").save()
    form = page_of(as_user(chief).get(change(Site.current()))).one("form", id="site_form")
    fields = {field.one("input")["name"]: field for field in form.all("colour-field")}
    assert set(fields) == {"brand_colour", *identity.ACCENTS, *(f"{name}_dark" for name in identity.ACCENTS)}
    assert {field["data-label"] for field in fields.values()} == {"اختر اللون"}
    assert fields["green"].one("input")["placeholder"] == identity.ACCENTS["green"]
    assert fields["blue_dark"].one("input")["placeholder"] == identity.dark_of("#003399")


def test_the_colours_of_the_house_cost_no_request(client):
    Site(pk=1).save()
    assert not Site.current().identity
    assert sheet_address(client) == []
    assert client.get("/identity-0123456789ab.css").status_code == 404


def test_own_colours_reach_every_page_in_a_sheet_that_can_be_kept_for_ever(client):
    Site(pk=1, brand_colour="#5b9dff", blue="#003399", olive_dark="#dddd88").save()
    (address,) = sheet_address(client)
    assert sheet_address(client, "en") == [address]
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "text/css; charset=utf-8", "public, max-age=31536000, immutable",
    )  # fmt: skip
    dark = identity.dark_of("#003399")
    assert answer.text == (
        "@layer tokens{:root{--brand:#5b9dff;--op:var(--light,#e0ecff) var(--dark,#181b1f);--focus-on-brand:#141310;"
        f"--accent-blue:var(--light,#003399) var(--dark,{dark});--accent-blue-night:{dark};"
        "--accent-olive:var(--light,#5f6408) var(--dark,#dddd88);--accent-olive-night:#dddd88;}}\n"
    )
    assert "Set-Cookie" not in answer
    metas = page_of(client.get("/ar/").text).all("meta", name="theme-color")
    assert [meta["content"] for meta in metas] == ["#5b9dff", "#141311"]


def test_the_mark_in_the_tab_is_of_the_colour(client):
    Site(pk=1, brand_colour="#5b9dff").save()
    address = page_of(client.get("/en/").text).one("link", rel="icon")["href"]
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/svg+xml", "public, max-age=31536000, immutable")
    assert '"#5b9dff"' in answer.text
    assert client.get("/icon-5b9dfg.svg").status_code == 404


@pytest.mark.parametrize("brand", [identity.BRAND, "#5b9dff", "#8fd3c8", "#ff5a3c", "#ffffff"])
def test_what_stands_on_the_tint_of_a_colour_can_be_read(brand):
    assert least(identity.INK, identity.papers(brand)) >= TEXT
    ground = identity.tint_of(brand)
    drawn = {name for name, colour in identity.ACCENTS.items() if contrast(colour, ground) >= TEXT}
    assert drawn == set(identity.ACCENTS)


def test_other_colours_have_another_address_and_the_old_one_leads_there(client):
    Site(pk=1, teal="#003344").save()
    (old,) = sheet_address(client)
    Site(pk=1, teal="#330044").save()
    (new,) = sheet_address(client)
    assert new != old
    answer = client.get(old)
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, new, "no-store")


def test_what_is_stored_past_the_form_never_leaves_the_sheet(client):
    Site.objects.create(pk=1, brand_colour="}a{b:", blue="#003399")
    (address,) = sheet_address(client)
    assert client.get(address).text.count("}") == 2
    assert "--brand" not in client.get(address).text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_sheet_can_only_be_read(client, method):
    assert getattr(client, method)("/identity-0123456789ab.css").status_code == 405


def test_the_wordmark_is_the_name_until_there_is_another(client):
    def words(language):
        return {word.text for word in page_of(client.get(f"/{language}/").text).all("span", class_="logo__word")}

    assert words("en") == {"Newsroom"}
    Site(pk=1, wordmark_ar="الغرفة").save()
    assert (words("ar"), words("en")) == ({"الغرفة"}, {"Newsroom"})


@pytest.mark.parametrize(("language", "words"), [
    ("en", "\u2068#ffee00\u2069 cannot be read well: its contrast is 1.08 to 1, and must be at least 4.5 to 1."),
    ("ar", "لا يُقرأ اللون \u2068#ffee00\u2069 جيداً: تباينه 1.08 إلى 1، والمطلوب 4.5 إلى 1 على الأقل."),
])  # fmt: skip
def test_the_form_says_what_a_colour_must_reach_and_keeps_what_was_typed(chief, as_user, language, words):
    Site(pk=1).save()
    User.objects.filter(pk=chief.pk).update(interface_language=language)
    client = as_user(User.objects.get(pk=chief.pk))
    answer = send(client, change(Site.current()), "site_form", magenta="#FFEE00", teal="#003344")
    page = page_of(answer)
    assert words in page.words
    typed = fields_of(page.one("form", id="site_form"))
    assert (typed["magenta"], typed["teal"]) == (["#FFEE00"], ["#003344"])
    assert Site.current().teal == ""
    assert send(client, change(Site.current()), "site_form", magenta="", teal="#003344").status_code == 302
    assert Site.current().teal == "#003344"
