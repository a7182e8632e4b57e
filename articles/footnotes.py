"""Notes under a text. An editor writes [1] where one belongs, and the notes as a numbered list at the very end.

The addresses within the page are made here: a body brings no ids of its own, which could be those of the page.
"""

import re

from django.template.loader import render_to_string

from newsroom.sanitize import trusted

NOTES = re.compile(r"<ol>(?P<items>(?:(?!</?[ou]l).)*)</ol>\s*\Z", re.DOTALL)
ITEM = re.compile(r"<li[^>]*>(?P<text>.*?)</li>", re.DOTALL)
ONE_PARAGRAPH = re.compile(r"\s*<p>(?P<text>(?:(?!<p).)*)</p>\s*", re.DOTALL)
# Not in a link, nor in a tag; the space before it is not printed.
MARK = re.compile(r'<a\b.*?</a>|<(?:"[^"]*"|[^">])*>| ?\[(?P<number>\d{1,2})\]', re.DOTALL)


def render_notes(body: str) -> str:
    """Return a cleaned `body` whose marks lead to its notes and back; as it is where it has no such."""
    found = NOTES.search(body)
    if not found:
        return body
    texts = [_unwrapped(item["text"]) for item in ITEM.finditer(found["items"])]
    marked: list[int] = []

    def linked(mark: re.Match[str]) -> str:
        number = int(mark["number"] or 0)
        if not 1 <= number <= len(texts):
            return mark[0]
        context = {"number": number, "shown": mark["number"], "is_first": number not in marked}
        marked.append(number)
        return render_to_string("articles/body/mark.html", context).strip()

    text = MARK.sub(linked, body[: found.start()])
    if not marked:
        return body
    notes = [{"text": trusted(note), "is_marked": number in marked} for number, note in enumerate(texts, 1)]
    return text + render_to_string("articles/body/notes.html", {"notes": notes})


def _unwrapped(item: str) -> str:
    one = ONE_PARAGRAPH.fullmatch(item)
    return one["text"] if one else item
