"""A cleaned body as the blocks somebody reads: paragraphs, headings, items, cells, pictures."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What is shown as a block of its own, and what a stretch of text outside of any is taken for.
BLOCKS = {"p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "figure", "caption", "th", "td"}
LOOSE = "p"
# What has no text of its own: words directly in it are loose.
FRAMES = {"ul", "ol", "table", "thead", "tbody", "tr"}
# What changes the looks or the aim of words and not the words.
MARKS = {"strong": "bold", "em": "emphasis", "a": "link"}

NAMES = {
    "p": _("paragraph"),
    **dict.fromkeys(["h2", "h3", "h4"], pgettext_lazy("block", "heading")),
    "li": pgettext_lazy("block", "list item"),
    "blockquote": pgettext_lazy("block", "quotation"),
    "figcaption": pgettext_lazy("block", "caption of a picture"),
    "figure": pgettext_lazy("block", "picture or embed"),
    "caption": pgettext_lazy("block", "title of a table"),
    "th": pgettext_lazy("block", "header cell"),
    "td": pgettext_lazy("block", "table cell"),
}
DETAILS = {
    "bold": pgettext_lazy("editor", "Bold"),
    "emphasis": pgettext_lazy("editor", "Emphasis"),
    "link": pgettext_lazy("editor", "Link"),
    "image": pgettext_lazy("block", "picture number"),
    "alt": pgettext_lazy("block", "alt text here"),
    "credit": pgettext_lazy("block", "credit here"),
    "embed": pgettext_lazy("block", "embed"),
    "lang": pgettext_lazy("block", "language of a passage"),
    "dir": pgettext_lazy("block", "direction of a passage"),
}


@dataclass(frozen=True)
class Block:
    """One block: the element it is, its words, and what the words alone do not tell, such as where links lead."""

    name: str
    text: str
    details: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.details)


@dataclass
class _Open:
    name: str
    words: list[str] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)


def read(html: str) -> list[Block]:
    """Return the blocks of `html` in the order they are read in, empty ones left out.

    A block in a block (a paragraph of a quotation) ends the words before it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.path: list[str] = []
        self.block = _Open(LOOSE)
        # Marks that are open: their kind, what is to be told of them, and where their words begin.
        self.marks: list[tuple[str, str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "br":
            self.block.words.append("\n")
            return
        if tag in BLOCKS or tag in FRAMES:
            self.end_block()
            self.path.append(tag)
            self.block = _Open(self._name())
        if tag in MARKS:
            self.marks.append((MARKS[tag], given.get("href") or "", len(self.block.words)))
        for name in ("data-image", "data-alt", "data-credit", "data-embed", "lang", "dir"):
            if given.get(name):
                self.block.details.append((name.removeprefix("data-"), given[name] or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS and self.marks:
            kind, told, start = self.marks.pop()
            words = "".join(self.block.words[start:])
            self.block.details.append((kind, told or words))
        elif tag in self.path:
            self.end_block()
            while self.path.pop() != tag:
                pass
            self.block = _Open(self._name())

    def handle_data(self, data: str) -> None:
        self.block.words.append(data)

    def end_block(self) -> None:
        lines = "".join(self.block.words).split("\n")
        text = "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
        block = Block(self.block.name, text, tuple(self.block.details))
        if block:
            self.blocks.append(block)
        self.block, self.marks = _Open(self._name()), []

    def _name(self) -> str:
        own = next((name for name in reversed(self.path) if name in BLOCKS), LOOSE)
        # A paragraph of a quotation is read as the quotation.
        return "blockquote" if own == "p" and "blockquote" in self.path else own
