"""The rich-text editor of the admin, set to produce what `newsroom.sanitize` lets through."""

import re
from typing import Any

from django import forms
from django.forms import Media
from django_prose_editor.widgets import AdminProseEditorWidget, importmap

from newsroom import languages

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
}
# Allowed in a body and unknown to the editor, which would drop them at the next save.
BEYOND_THE_EDITOR = re.compile(r"<(figure|bdi|caption)\b|<[a-z0-9]+ [^>]*\b(dir|lang)=")


class ProseWidget(AdminProseEditorWidget):
    """The editor, writing in `language`, or a plain textarea for a body that holds what the editor cannot keep."""

    def __init__(self, language: str) -> None:
        super().__init__(
            config={"extensions": EXTENSIONS},
            preset="configurable",
            attrs={"lang": language, "dir": languages.direction(language), "rows": 30, "cols": 100},
        )

    @property
    def media(self) -> Media:
        return super().media + Media(js=[], css={"all": ["css/admin-prose.css"]})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        if value and BEYOND_THE_EDITOR.search(value):
            return forms.Textarea.get_context(self, name, value, attrs)
        return super().get_context(name, value, attrs)


def import_map() -> str:
    """Return the content of the inline import map that the editor's scripts need."""
    return re.sub(r"\A<script[^>]*>|</script>\Z", "", str(importmap))
