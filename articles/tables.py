"""Tables of a text as readers get them: in a box that scrolls, numbers where units stand under units."""

import re
from collections.abc import Callable

from django.template.loader import render_to_string

from newsroom.sanitize import plain

TABLE = re.compile(r"<table\b(?:(?!<table\b).)*?</table>", re.DOTALL)
OPENING = re.compile(r"<table[^>]*>(?:\s*<caption[^>]*>(?P<caption>.*?)</caption>)?", re.DOTALL)
ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.DOTALL)
CELL = re.compile(r"<(?P<tag>t[hd])(?P<attributes>[^>]*)>(?P<text>.*?)</t[hd]>", re.DOTALL)
NUMBER = re.compile(r"[-−–+±]?[$€£%٪]?\d[\d.,٫٬ ]*[%٪]?")


def render_tables(body: str) -> str:
    """Return `body`, whose pictures are made, with its tables made."""
    body = TABLE.sub(lambda table: _with_columns(table[0]), body)
    body = OPENING.sub(_in_a_box, body)
    return body.replace("</table>", "</table></div>")


def _in_a_box(opening: re.Match[str]) -> str:
    context = {"caption": plain(opening["caption"] or "")}
    return render_to_string("articles/body/table.html", context).strip() + opening[0]


def _with_columns(table: str) -> str:
    """Mark what is a heading of what, and the columns of numbers; these not where cells go over several."""
    rows = [list(CELL.finditer(row[0])) for row in ROW.finditer(table)]
    numbers = set() if re.search(r"<t[hd][^>]* (?:col|row)span=", table) else _columns_of_numbers(rows)
    return ROW.sub(lambda row: CELL.sub(_marked(row[0], numbers), row[0]), table)


def _columns_of_numbers(rows: list[list[re.Match[str]]]) -> set[int]:
    """Return the columns of which more than half are numbers; the first names its rows, whatever stands in it."""
    found = set()
    for column in range(1, max(map(len, rows), default=0)):
        texts = [plain(row[column]["text"]) for row in rows if len(row) > column and row[column]["tag"] == "td"]
        if 2 * sum(bool(NUMBER.fullmatch(text)) for text in texts) > len(texts):
            found.add(column)
    return found


def _marked(row: str, numbers: set[int]) -> Callable[[re.Match[str]], str]:
    scope = "row" if "<td" in row else "col"
    column = iter(range(len(row)))

    def mark(cell: re.Match[str]) -> str:
        words = f' scope="{scope}"' if cell["tag"] == "th" else ""
        if next(column) in numbers:
            words += ' class="number"'
        return f"<{cell['tag']}{words}{cell['attributes']}>{cell['text']}</{cell['tag']}>"

    return mark
