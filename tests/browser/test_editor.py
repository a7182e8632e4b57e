"""The rich-text editor in a real browser: what the keys write, what a paste leaves, and that nothing is lost."""

from collections.abc import Iterator

import pytest
from browser.desk import Desk, at_the_desk
from browser.visitor import Visit
from browser.words import label
from playwright.sync_api import Locator, expect

from articles.models import Article, Section
from newsroom.plain_text import isolated
from newsroom.sanitize import clean_article

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8"><style>
p.MsoNormal {margin:0cm; font-size:12pt}</style></head><body lang="AR-SA" style='tab-interval:36.0pt'>
<!--StartFragment--><h2 dir=RTL style='text-align:right'><span lang=AR-SA style='font-family:Arial'>عنوان
فرعي<o:p></o:p></span></h2>
<p class=MsoNormal dir=RTL style='text-align:right;direction:rtl'><b><span lang=AR-SA style='font-size:14.0pt'>قال
الوزير</span></b><span lang=AR-SA>&nbsp;إن </span><span dir=LTR lang=EN-US style='color:red'>GDP</span><span
lang=AR-SA> ينمو.<o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraphCxSpFirst dir=RTL style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='font-family:Symbol;mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]><span lang=AR-SA>بند أول<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpLast dir=RTL style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='font-family:Symbol;mso-list:Ignore'>·</span><![endif]><span lang=AR-SA>بند ثان<o:p></o:p></span></p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=200 style='border:solid 1pt'>
<p class=MsoNormal dir=RTL><span lang=AR-SA>خانة<o:p></o:p></span></p></td></tr></table>
<p class=MsoNormal dir=LTR><img width=10 src="file:///C:/clip_image001.png"><a href="javascript:alert(1)">x</a></p>
<!--EndFragment--></body></html>"""
OF_WORD = (
    "<h2>عنوان فرعي</h2><p><strong>قال الوزير</strong> إن GDP ينمو.</p>"
    "<ul><li><p>بند أول</p></li><li><p>بند ثان</p></li></ul>"
    '<table><tbody><tr><td><p>خانة</p></td></tr></tbody></table><p dir="ltr">x</p>'
)
GOOGLE_DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="rtl"
style="line-height:1.38;margin-right:0pt;"><span style="font-size:16pt;font-family:Arial;">عنوان فرعي</span></h2><p
dir="rtl" style="line-height:1.38;"><span style="font-weight:400;">قال </span><span
style="font-weight:700;">الوزير</span><span style="font-weight:400;font-style:normal;"> إن GDP ينمو.</span></p><ul><li
dir="rtl" style="list-style-type:disc;" aria-level="1"><p dir="rtl" role="presentation"><span>بند أول</span></p>
</li></ul></b><br>"""
OF_GOOGLE_DOCS = "<h2>عنوان فرعي</h2><p>قال <strong>الوزير</strong> إن GDP ينمو.</p><ul><li><p>بند أول</p></li></ul>"


@pytest.fixture
def desk(visit_newsroom: Visit) -> Iterator[Desk]:
    with at_the_desk(visit_newsroom, "chief", "ar") as desk:
        yield desk


def new_article(desk: Desk, language: str = "ar") -> Locator:
    desk.page.goto(f"/admin/articles/article/add/?language={language}")
    editor = desk.page.locator(".prose-editor > .ProseMirror")
    expect(editor).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    # What somebody began before and has not saved is kept for them.
    desk.page.evaluate("document.querySelector('textarea[name=body]').proseEditor.commands.clearContent(true)")
    editor.click()
    return editor


def typed(desk: Desk) -> str:
    return desk.page.locator("textarea[name=body]").input_value()


def paste(editor: Locator, html: str) -> None:
    editor.evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        html,
    )


def test_the_key_of_the_quotation_mark_writes_guillemets_in_arabic_and_can_be_taken_back(desk: Desk) -> None:
    new_article(desk)
    keyboard = desk.page.keyboard
    keyboard.type('قال "نعم" و("لا")')
    assert typed(desk) == "<p>قال «نعم» و(«لا»)</p>"
    keyboard.press("Enter")
    keyboard.type('"')
    assert typed(desk).endswith("<p>«</p>")
    keyboard.press("Control+z")
    assert typed(desk).endswith('<p>"</p>')
    new_article(desk, "en")
    keyboard.type('He said "yes"')
    assert typed(desk) == '<p>He said "yes"</p>'


def test_words_of_the_other_language_are_isolated_by_a_button_and_by_keys(desk: Desk) -> None:
    new_article(desk)
    keyboard = desk.page.keyboard
    keyboard.type("قال ")
    keyboard.press("Control+Shift+x")
    keyboard.type("Reuters (2026)")
    keyboard.press("Control+Shift+x")
    keyboard.type(" ذلك")
    isolated = '<p>قال <bdi lang="en" dir="ltr">Reuters (2026)</bdi> ذلك</p>'
    assert typed(desk) == isolated
    keyboard.press("Control+a")
    button = desk.page.get_by_role(
        "button", name=desk.say("Words of the other language, in their own direction", "editor")
    )
    button.click()
    button.click()
    assert typed(desk) == "<p>قال Reuters (2026) ذلك</p>"


def test_the_words_are_counted_while_they_are_written(desk: Desk) -> None:
    new_article(desk)
    count = desk.page.locator(".prose-count")
    for number in range(1, 4):
        desk.page.keyboard.type("كلمة ")
        forms = {1: "كلمة واحدة", 2: "كلمتان", 3: "3 كلمات"}
        expect(count).to_have_text(forms[number])


@pytest.mark.parametrize(
    ("pasted", "kept"), [(WORD, OF_WORD), (GOOGLE_DOCS, OF_GOOGLE_DOCS)], ids=["Word", "Google Docs"]
)
def test_what_is_pasted_keeps_its_shape_and_nothing_of_its_looks(desk: Desk, pasted: str, kept: str) -> None:
    editor = new_article(desk)
    paste(editor, pasted)
    stored = clean_article(typed(desk))
    assert stored == clean_article(kept)
    # What the server keeps, the editor writes again as it is.
    assert clean_article(stored) == stored
    assert rewritten(desk, stored) == stored


RICH = (
    '<p lang="en" dir="ltr">A <strong>quoted</strong> line.</p>'
    '<p>قال <bdi lang="en" dir="ltr">Reuters (2026)</bdi> إن <a href="/ar/about/">ذلك</a> <em>صحيح</em>.<br>سطر</p>'
    '<figure data-image="3"><figcaption>تعليق <strong>الصورة</strong></figcaption></figure>'
    '<figure data-embed="https://youtu.be/aqz-KE-bpKQ"></figure>'
    "<h2>عنوان</h2><blockquote><p>«اقتباس (طويل)»</p></blockquote>"
    '<ol start="3"><li><p>ثالث</p><ul><li><p>فرعي</p></li></ul></li></ol>'
    "<table><tbody><tr><th><p>البلد</p></th><td><p>3,5٪</p></td></tr>"
    "</tbody></table>"
)


def test_what_the_sanitiser_allows_comes_through_the_editor_unchanged(desk: Desk) -> None:
    new_article(desk)
    stored = clean_article(RICH)
    assert rewritten(desk, stored) == stored


def rewritten(desk: Desk, body: str) -> str:
    """Return what the editor makes of a stored body, as the server then stores it."""
    html = desk.page.evaluate(
        """body => {
            const editor = document.querySelector("textarea[name=body]").proseEditor;
            editor.commands.setContent(body);
            return editor.getHTML();
        }""",
        body,
    )
    return clean_article(html)


def test_lists_quotations_and_tables_stand_on_the_side_of_the_text(desk: Desk) -> None:
    for language, side in (("ar", "right"), ("en", "left")):
        editor = new_article(desk, language)
        rewritten(desk, clean_article(RICH.replace(' lang="en" dir="ltr"', "")))
        for selector in ("h2", "th", "blockquote", "ol", "figcaption"):
            element = editor.locator(selector).first
            direction, align, indent, bar = element.evaluate(
                """(element, side) => {
                    const style = getComputedStyle(element);
                    const other = side === "left" ? "right" : "left";
                    return [style.direction, style.textAlign,
                        [style[`padding-${side}`], style[`padding-${other}`]],
                        [style[`border-${side}-width`], style[`border-${other}-width`]]];
                }""",
                side,
            )
            assert direction == ("rtl" if side == "right" else "ltr")
            assert align in ("start", side, "-webkit-auto"), (selector, align)
            if selector in ("blockquote", "ol"):
                assert float(indent[0][:-2]) > float(indent[1][:-2]), (selector, indent)
            if selector == "blockquote":
                assert (bar[0], bar[1]) == ("4px", "0px")


def test_digits_of_an_arabic_keyboard_are_taken_in_numbers_and_days(desk: Desk) -> None:
    # What is typed is kept for the next new article of the language; the others here are Arabic.
    new_article(desk, "en")
    desk.page.locator("#id_publish_at_0").click()
    desk.page.keyboard.type("٢٠٣١-٠٢-۲۸")
    expect(desk.page.locator("#id_publish_at_0")).to_have_value("2031-02-28")
    desk.page.goto("/admin/articles/image/add/")
    desk.page.locator("#id_focus_x").fill("")
    desk.page.locator("#id_focus_x").click()
    desk.page.keyboard.type("٣٥")
    expect(desk.page.locator("#id_focus_x")).to_have_value("35")


def test_a_mistyped_place_is_corrected_by_a_click_and_the_click_taken_back(desk: Desk) -> None:
    desk.add(Section)
    for name in ("name_ar", "slug_ar", "name_en", "slug_en"):
        desk.field(Section, name).fill("culture" if name.endswith("en") else "ثقافة")
    desk.press(desk.say("Save"))
    new_article(desk)
    desk.field(Article, "headline").fill("خبر, وآخر")
    desk.field(Article, "section").select_option(label=isolated("ثقافة"))
    desk.page.get_by_role("textbox", name=label("ar", Article, "body"), exact=True).click()
    desk.page.keyboard.type("قال الوزير, ثم سكت")
    desk.press(desk.say("Save and continue editing"))
    notes = desk.page.locator("typing-notes")
    expect(notes.get_by_role("listitem")).to_have_count(2)
    for _place in range(2):
        notes.get_by_role("button", name=desk.say("Correct it")).first.click()
    expect(desk.field(Article, "headline")).to_have_value("خبر، وآخر")
    assert "الوزير، ثم" in typed(desk)
    expect(notes).to_have_text(desk.say("Nothing looks mistyped."))
    desk.page.keyboard.press("Control+z")
    assert "الوزير, ثم" in typed(desk)
    expect(notes.get_by_role("listitem")).to_have_count(1)


def test_the_address_follows_the_headline_while_it_is_written(desk: Desk) -> None:
    new_article(desk)
    desk.field(Article, "headline").fill("مدينة تعيد فتح مينائها")
    expect(desk.page.locator("slug-preview")).to_contain_text("مدينة-تعيد-فتح-مينائها")
