"""The rich-text editor of the admin, set to produce what `newsroom.sanitize` lets through."""

import json
import re
from html import escape
from typing import Any

from django import forms
from django.forms import Media
from django.forms.widgets import Script
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django_prose_editor.widgets import AdminProseEditorWidget, importmap

from newsroom import embeds, languages

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3, 4]},
    "Blockquote": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    # Ours: the scripts of MODULES.
    "Directions": True,
    "ArticleFigure": True,
    "Figcaption": True,
    "Paste": True,
    "Pictures": True,
}
MODULES = ("prose-extensions", "prose-paste", "prose-pictures", "prose-embeds")
EMBED = pgettext_lazy("editor", "Embed a video, a recording or a post")
# The editor names its buttons in English only; static/js/prose-editor.js puts these in their place.
BUTTON_WORDS = {
    "paragraph": pgettext_lazy("editor", "Paragraph"),
    "heading 2": pgettext_lazy("editor", "Heading 2"),
    "heading 3": pgettext_lazy("editor", "Heading 3"),
    "heading 4": pgettext_lazy("editor", "Heading 4"),
    "bold": pgettext_lazy("editor", "Bold"),
    "italic": pgettext_lazy("editor", "Emphasis"),
    "other language": pgettext_lazy("editor", "Words of the other language, in their own direction"),
    "blockquote": pgettext_lazy("editor", "Quotation"),
    "unordered list": pgettext_lazy("editor", "List"),
    "ordered list": pgettext_lazy("editor", "Numbered list"),
    "insert link": pgettext_lazy("editor", "Link the selected words"),
    "remove link": pgettext_lazy("editor", "Remove the link"),
    "undo": pgettext_lazy("editor", "Undo"),
    "redo": pgettext_lazy("editor", "Redo"),
    "insert table": pgettext_lazy("editor", "Insert a table"),
    "add column": pgettext_lazy("editor", "Add a column"),
    "delete column": pgettext_lazy("editor", "Delete the column"),
    "add row": pgettext_lazy("editor", "Add a row"),
    "delete row": pgettext_lazy("editor", "Delete the row"),
    "merge cells": pgettext_lazy("editor", "Merge the cells"),
    "split cell": pgettext_lazy("editor", "Split the cell"),
    "toggle header cell": pgettext_lazy("editor", "Header cell"),
    "delete table": pgettext_lazy("editor", "Delete the table"),
    "insert picture": pgettext_lazy("editor", "Insert a picture"),
    "embed": EMBED,
    "yes": pgettext_lazy("editor", "Yes"),
    "no": pgettext_lazy("editor", "No"),
}
# The words of its dialogs, which it asks of Django's JavaScript catalogue.
DIALOG_WORDS = {
    "URL": pgettext_lazy("editor", "Address"),
    "Title": pgettext_lazy("editor", "Title"),
    "Edit Link": pgettext_lazy("editor", "Link"),
    "Update": pgettext_lazy("editor", "Apply"),
    "Cancel": pgettext_lazy("editor", "Cancel"),
    "Insert Table": pgettext_lazy("editor", "Insert a table"),
    "Table Properties": pgettext_lazy("editor", "Table"),
    "Rows": pgettext_lazy("editor", "Rows"),
    "Columns": pgettext_lazy("editor", "Columns"),
    "Include header row": pgettext_lazy("editor", "With a header row"),
    "List properties": pgettext_lazy("editor", "Numbering"),
    "Start at": pgettext_lazy("editor", "Start at"),
    "Embed": EMBED,
}
# Allowed in a body and unknown to the editor, which would drop it at the next save.
BEYOND_THE_EDITOR = re.compile(r"<caption\b", re.IGNORECASE)
BLOCK = re.compile(r"<(p|h[2-4]|ul|ol|blockquote|table|figure)\b", re.IGNORECASE)
PLAIN_HELP = _(
    "This text has something that the editor with buttons cannot keep (the title of a table), so that it is shown as "
    "HTML."
)
NO_SCRIPT_HELP = _(
    "Leave an empty line between paragraphs. HTML such as <h2> or <blockquote> may be used. The address of a video, a "
    "recording or a post alone between empty lines embeds it."
)


SCRIPTS = ("prose-editor", "caret-in-sight", "unsaved-text")
# An address somebody typed as they would say it: a host with a dot, and neither scheme nor path before it.
BARE_ADDRESS = re.compile(r'(<a\b[^>]*\bhref=")(?=[\w-]+(?:\.[\w-]+)+(?:[/?#:"]))', re.IGNORECASE)


class ProseWidget(AdminProseEditorWidget):
    """The editor, writing in `language`, or a plain textarea for a body that holds what the editor cannot keep."""

    def __init__(self, language: str) -> None:
        other = languages.other(language)
        ours: dict[str, Any] = {"Passage": {"lang": other, "dir": languages.direction(other)}, "Embeds": _embeds()}
        if language == languages.ARABIC:
            ours["Guillemets"] = True
        super().__init__(
            config={"extensions": EXTENSIONS | ours},
            preset="configurable",
            # Restored by a browser going back, the field would say one thing and the editor over it another.
            attrs={
                "lang": language,
                "dir": languages.direction(language),
                "rows": 24,
                "cols": 100,
                "autocomplete": "off",
            },
        )

    @property
    def media(self) -> Media:
        scripts: list[Any] = [Script(f"js/{name}.js", defer=True) for name in SCRIPTS]
        ours = Media(js=scripts, css={"all": ["css/admin-prose.css"]})
        return super().media + ours

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"js_modules": [static(f"js/{name}.js") for name in MODULES]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if is_beyond_the_editor(value):
            return forms.Textarea.get_context(self, name, value, attrs)
        words = {english: str(translated) for english, translated in BUTTON_WORDS.items()}
        counted = {
            category: ngettext("%(number)s word", "%(number)s words", number)
            for category, number in languages.PLURALS.items()
        }
        told = {"data-words": words, "data-counted": counted}
        as_json = {attribute: json.dumps(texts, ensure_ascii=False) for attribute, texts in told.items()}
        return super().get_context(name, value, (attrs or {}) | as_json)


def is_beyond_the_editor(body: str | None) -> bool:
    return bool(body and BEYOND_THE_EDITOR.search(body))


def with_paragraphs(text: str) -> str:
    """Return text typed without the editor with its paragraphs marked up; HTML with blocks stays as it is.

    An empty line parts paragraphs, a single line break stays one; an address that may be embedded, alone, is.
    """
    if BLOCK.search(text):
        return text
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(_block(part) for part in paragraphs if part)


def _block(part: str) -> str:
    if embeds.embed_at(part):
        return f'<figure data-embed="{escape(part)}"></figure>'
    return f"<p>{part}</p>".replace("\n", "<br>")


def _embeds() -> dict[str, Any]:
    """Return what the editor needs to know of the providers, in the language of the interface."""
    return {
        "providers": [{"name": str(row.name), "pattern": row.pattern} for row in embeds.PROVIDERS],
        "allowed": embeds.allowed(),
        "refusal": embeds.refusal("%(address)s"),
        "caption": pgettext("editor", "Caption"),
    }


def with_whole_addresses(html: str) -> str:
    """Return `html` with https:// before links such as www.example.com, which the sanitiser would drop."""
    return BARE_ADDRESS.sub(r"\1https://", html)


def import_map() -> str:
    """Return the content of the inline import map that the editor's scripts need."""
    return re.sub(r"\A<script[^>]*>|</script>\Z", "", str(importmap))
