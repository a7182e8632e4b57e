"""What differs between two texts, two bodies, two revisions: as structures, for templates to show.

Nothing here is HTML. `admin/articles/article/_diff.html` prints what `blocks` and `fields` return.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

import regex
from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import alignment
from articles import fields as editorial
from articles.blocks import DETAILS, NAMES, Block, read

Kind = Literal["same", "removed", "added"]

# A letter with its vowel signs, and the invisible signs inside words (ZWNJ, ZWJ, LRM, RLM), is one thing.
LETTERS = r"[\p{L}\p{M}\p{N}\p{Cf}_]"
# A word, with what joins its parts ("AH-64E", "don’t") or the groups of a number; else one sign as it is seen.
TOKEN = regex.compile(
    rf"(?P<word>{LETTERS}+(?:(?:['’\-]|(?<=\p{{N}})[.,٫٬](?=\p{{N}})){LETTERS}+)*+|(?!\s)\X)(?P<space>\s*)|(?P<lead>\s+)"
)
# What is chosen and not written, and where its column has another name.
CHOSEN = ("kind", *editorial.ROWS, *editorial.LISTS)
COLUMNS = {"authors": "bylines"}
# A lone short word between two changes ("في", "the") only breaks up what is read as one change.
SHORTEST_BRIDGE = 3
# Two paragraphs with fewer words in common are not one that was changed.
LEAST_LIKENESS = 0.4
# So many unchanged blocks stay beside a change, for whoever looks where in the text it is.
CONTEXT = 1


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both sides have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class DetailChange:
    """What the words do not tell: a link's address, a passage made bold, the number of a picture."""

    kind: Kind
    name: str
    value: str

    @property
    def label(self) -> str:
        return str(DETAILS[self.name])


@dataclass(frozen=True)
class BlockChange:
    """A paragraph, heading, item, cell or picture on its way from one side to the other.

    `name` and `was` are its element's names on the new and the old side; one side only: the same.
    """

    kind: Literal["same", "removed", "added", "changed"]
    name: str
    pieces: list[Piece]
    was: str
    details: list[DetailChange] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Say what became of it, for those who do not see colours."""
        words = {"block": NAMES[self.name], "before": NAMES[self.was]}
        if self.kind == "removed":
            return pgettext("diff", "%(block)s: removed") % words
        if self.kind == "added":
            return pgettext("diff", "%(block)s: added") % words
        if self.was != self.name and words["block"] != words["before"]:
            return pgettext("diff", "%(before)s: changed, now %(block)s") % words
        return pgettext("diff", "%(block)s: changed") % words if self.kind == "changed" else str(words["block"])


@dataclass(frozen=True)
class Unchanged:
    """A stretch of blocks that are the same on both sides, too long to be shown by itself."""

    blocks: list[BlockChange]
    kind: Literal["unchanged"] = "unchanged"


@dataclass(frozen=True)
class FieldChange:
    """A field of a revision that differs: the pieces of a text, the blocks of a body, or names before and after."""

    name: str
    label: str
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[BlockChange] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def folded(self) -> list[BlockChange | Unchanged]:
        return folded(self.blocks)


def words(before: str, after: str) -> list[Piece]:
    """Return what to leave out and what to put in, word by word; texts that are equal have no change.

    The pieces that are not added make up `before`, those not removed make up `after`, exactly.
    """
    ours, theirs = _tokens(before), _tokens(after)
    pieces: list[tuple[Kind, str]] = []
    i = j = 0
    matches = alignment.matches([word for word, _ in ours], [word for word, _ in theirs])
    for start, start_after, size in [*matches, (len(ours), len(theirs), 0)]:
        pieces += [("removed", word + space) for word, space in ours[i:start]]
        pieces += [("added", word + space) for word, space in theirs[j:start_after]]
        i, j = start + size, start_after + size
        for (word, space), (_word, space_after) in zip(ours[start:i], theirs[start_after:j], strict=True):
            pieces.append(("same", word))
            pieces += [("same", space)] if space == space_after else [("removed", space), ("added", space_after)]
    return _bridged(_merged(pieces))


def blocks(before_html: str, after_html: str) -> list[BlockChange]:
    """Return the blocks of both bodies in reading order, each with the words that changed in it."""
    ours, theirs = read(before_html), read(after_html)
    changes: list[BlockChange] = []
    i = j = 0
    for start, start_after, size in [*alignment.matches(ours, theirs), (len(ours), len(theirs), 0)]:
        changes += _replaced(ours[i:start], theirs[j:start_after])
        changes += [_alone(block, "same") for block in ours[start : start + size]]
        i, j = start + size, start_after + size
    return changes


def folded(changes: Sequence[BlockChange]) -> list[BlockChange | Unchanged]:
    """Return `changes` with the long unchanged stretches put together, but for what stands beside a change."""
    runs = [(kind, list(run)) for kind, run in groupby(changes, key=lambda change: change.kind == "same")]
    shown: list[BlockChange | Unchanged] = []
    for number, (is_same, run) in enumerate(runs):
        start = CONTEXT if number else 0
        end = len(run) - (CONTEXT if number < len(runs) - 1 else 0)
        # One block is shown sooner than the words that it is not.
        if not is_same or end - start < 2:
            shown += run
        else:
            shown += [*run[:start], Unchanged(run[start:end]), *run[end:]]
    return shown


def fields(before: dict[str, Any], after: dict[str, Any]) -> list[FieldChange]:
    """Return the editorial fields in which the contents of two revisions differ, in the order of the form.

    One query for each side of each kind of row that differs.
    """
    changes = []
    article = apps.get_model("articles", "Article")
    for name in editorial.NAMES:
        old, new = before.get(name) or "", after.get(name) or ""
        if old == new:
            continue
        label = str(article._meta.get_field(COLUMNS.get(name, name)).verbose_name)
        if name == "body":
            changes.append(FieldChange(name, label, blocks=blocks(old, new)))
        elif name in CHOSEN:
            changes.append(FieldChange(name, label, before=_names(name, old), after=_names(name, new)))
        else:
            changes.append(FieldChange(name, label, pieces=words(old, new)))
    return changes


def side(pieces: Iterable[Piece], kind: Literal["removed", "added"]) -> str:
    """Return the text of one side: that which was ("removed"), or that which is ("added")."""
    return "".join(piece.text for piece in pieces if piece.kind in ("same", kind))


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return words and signs, each with the white space after it; white space that begins the text stands alone."""
    return [(found["word"] or "", found["space"] or found["lead"] or "") for found in TOKEN.finditer(text)]


def _merged(pieces: Iterable[tuple[Kind, str]]) -> list[Piece]:
    """Join neighbours of one kind, in each change what is removed before what is added."""
    merged: list[Piece] = []
    for changed, run in groupby(pieces, key=lambda piece: piece[0] != "same"):
        texts = list(run)
        for kind in ("removed", "added") if changed else ("same",):
            text = "".join(text for own, text in texts if own == kind)
            if text:
                merged.append(Piece(kind, text))
    return merged


def _bridged(pieces: list[Piece]) -> list[Piece]:
    """Make one change of two that only white space, a sign or a lone short word keeps apart."""
    bridged: list[tuple[Kind, str]] = []
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if piece.kind == "same" and 0 < number < last and len(piece.text.strip()) <= SHORTEST_BRIDGE:
            bridged += [("removed", piece.text), ("added", piece.text)]
        else:
            bridged.append((piece.kind, piece.text))
    return _merged(bridged)


def _replaced(ours: Sequence[Block], theirs: Sequence[Block]) -> list[BlockChange]:
    counts = [Counter(word for word, _ in _tokens(block.text)) for block in ours]
    counts_after = [Counter(word for word, _ in _tokens(block.text)) for block in theirs]

    def likeness(i: int, j: int) -> float:
        common, total = (counts[i] & counts_after[j]).total(), counts[i].total() + counts_after[j].total()
        share = 2 * common / total if total else float(ours[i].name == theirs[j].name)
        return share if share >= LEAST_LIKENESS else 0.0

    changes: list[BlockChange] = []
    i = j = 0
    found = alignment.pairs(ours, theirs, likeness)
    for at, at_after in [*found, (len(ours), len(theirs))]:
        changes += [_alone(block, "removed") for block in ours[i:at]]
        changes += [_alone(block, "added") for block in theirs[j:at_after]]
        if at < len(ours):
            changes.append(_compared(ours[at], theirs[at_after]))
        i, j = at + 1, at_after + 1
    return changes


def _alone(block: Block, kind: Kind) -> BlockChange:
    told = [] if kind == "same" else [detail for detail in block.details if _tells(detail, "")]
    details = [DetailChange(kind, name, value) for name, value in told]
    return BlockChange(kind, block.name, [Piece(kind, block.text)] if block.text else [], block.name, details)


def _compared(before: Block, after: Block) -> BlockChange:
    gone = [detail for detail in before.details if detail not in after.details]
    new = [detail for detail in after.details if detail not in before.details]
    details = [DetailChange("removed", *detail) for detail in gone if _tells(detail, after.text)]
    details += [DetailChange("added", *detail) for detail in new if _tells(detail, before.text)]
    return BlockChange("changed", after.name, words(before.text, after.text), before.name, details)


def _tells(detail: tuple[str, str], other_side: str) -> bool:
    """Say whether a detail is news: that words are bold which the other side has not is told with the words."""
    name, value = detail
    return name not in ("bold", "emphasis") or value in other_side


def _names(name: str, value: Any) -> list[str]:
    """Return what a field's value is called: the names of rows in their order, the label of a choice."""
    column = apps.get_model("articles", "Article")._meta.get_field(COLUMNS.get(name, name))
    if name == "kind":
        return [str(dict(column.flatchoices).get(value, value))] if value else []
    keys = value if isinstance(value, list) else [value] if value else []
    rows = column.related_model.objects.in_bulk(keys) if keys else {}
    return [str(rows[key]) if key in rows else _("number %(number)s, deleted since") % {"number": key} for key in keys]
