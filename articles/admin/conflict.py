"""What two people made of the same article, field by field and paragraph by paragraph, for the page that asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import ModelForm
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import diff, fields
from articles.admin import conflicting_controls
from articles.admin.article_form import BYLINE
from articles.admin.conflicting_controls import OPENED_WITH, ControlMerge
from articles.merging import CHOICES, Choice, Kind, Piece, merge, merge_value, paragraphs, resolve
from articles.models import Article, Unsaved
from articles.models.unsaved import BASED_ON, STEP, VERSION
from newsroom.plain_text import clean_text
from newsroom.prose import with_paragraphs, with_whole_addresses
from newsroom.sanitize import BodyRefused, clean_article, trusted
from newsroom.typed_number import typed_number


@dataclass(frozen=True)
class FieldMerge:
    """A field that at least one of the two has changed, with how it is shown."""

    name: str
    kind: Kind
    base: Any
    mine: Any
    theirs: Any

    @property
    def choice_name(self) -> str:
        return f"choice-{self.name}"

    @cached_property
    def change(self) -> diff.FieldChange:
        """Return what differs: from theirs to mine where both changed it, else from what it was."""
        before = self.theirs if self.kind == "conflict" else self.base
        return diff.fields({self.name: before}, {self.name: self.theirs if self.kind == "theirs" else self.mine})[0]

    def taken(self, choice: str | None) -> Any:
        if self.kind == "theirs" or (self.kind == "conflict" and choice == "theirs"):
            return self.theirs
        return self.mine


@dataclass(frozen=True)
class BodyMerge:
    """Paragraphs of the body, with how they are shown."""

    number: int
    piece: Piece

    @property
    def kind(self) -> Kind:
        return self.piece.kind

    @property
    def choice_name(self) -> str:
        return f"choice-body-{self.number}"

    @property
    def mine(self) -> SafeString:
        return trusted("".join(self.piece.mine))

    @property
    def theirs(self) -> SafeString:
        return trusted("".join(self.piece.theirs))

    @cached_property
    def blocks(self) -> list[diff.BlockChange]:
        piece = self.piece
        before = piece.theirs if self.kind == "conflict" else piece.base
        return diff.blocks("".join(before), "".join(piece.theirs if self.kind == "theirs" else piece.mine))


class Conflict:
    """The revision a form was opened with, the newest one, and what was typed into the form."""

    def __init__(self, article: Article, unsaved: Unsaved, form: ModelForm) -> None:
        self.article = article
        self.form = form
        self.unsaved = unsaved
        self.newest = article.revisions.select_related("author").order_by("-number").first()
        self.based_on = unsaved.based_on()
        self.theirs: dict[str, Any] = self.newest.content if self.newest else fields.read(article)
        self.base: dict[str, Any] = self.based_on.content if self.based_on else {}
        self.mine = self.theirs | content_of(unsaved.typed())
        self.is_too_long = not _is_cleanable(unsaved.typed().get("body", ""))

    @property
    def author(self) -> str:
        """Return the name of who wrote the other text."""
        account = self.newest.author if self.newest else None
        return (account.get_full_name() or account.get_username()) if account else _("somebody else")

    @property
    def state(self) -> str:
        """Return what the page was made from: it is asked anew where either text has changed since."""
        return f"{self.article.version} {self.unsaved.saved_at.isoformat()}"

    @cached_property
    def fields(self) -> list[FieldMerge]:
        merged = []
        for name in fields.NAMES:
            if name == "body":
                continue
            base, mine, theirs = (_plain(content.get(name)) for content in (self.base, self.mine, self.theirs))
            kind = merge_value(_hashable(base), _hashable(mine), _hashable(theirs), base_is_known=name in self.base)
            if kind not in ("same", "alike"):
                merged.append(FieldMerge(name, kind, base, mine, theirs))
        return merged

    @cached_property
    def controls(self) -> list[ControlMerge]:
        return conflicting_controls.merged(self.article, self.unsaved.typed(), self.form)

    @cached_property
    def pieces(self) -> list[Piece]:
        if self.is_too_long:
            # The form says so with all of it, as after any save.
            mine = (self.mine["body"],)
            return [Piece("mine", (), mine, ())]
        base = paragraphs(self.base["body"]) if self.base else None
        return merge(base, paragraphs(self.mine["body"]), paragraphs(clean_article(self.theirs["body"])))

    @property
    def body(self) -> list[BodyMerge]:
        return [] if self.is_too_long else [BodyMerge(number, piece) for number, piece in enumerate(self.pieces)]

    @property
    def kinds(self) -> set[Kind]:
        kinds = {field.kind for field in self.fields} | {control.kind for control in self.controls}
        return kinds | {part.kind for part in self.body}

    @property
    def has_choices(self) -> bool:
        return "conflict" in self.kinds

    @property
    def is_changed_in_text(self) -> bool:
        return bool(self.kinds & {"theirs", "conflict"})

    def resolved(self, chosen: Mapping[str, str]) -> QueryDict:
        """Return the form's fields as they were typed, with what was chosen, on top of the newest revision."""
        form = self.unsaved.typed()
        form.pop(STEP, None)
        for field in self.fields:
            _fill(form, field.name, field.taken(chosen.get(field.choice_name)))
        for control in self.controls:
            if control.kind == "theirs" or (control.kind == "conflict" and chosen.get(control.choice_name) == "theirs"):
                conflicting_controls.take(form, control, self.article, self.form)
        form[OPENED_WITH] = conflicting_controls.opened_with(self.article)
        choices: dict[int, Choice] = {}
        for number in range(len(self.pieces)):
            choice = chosen.get(f"choice-body-{number}")
            if choice in CHOICES:
                choices[number] = choice
        form["body"] = "".join(resolve(self.pieces, choices))
        form[VERSION] = str(self.article.version)
        form[BASED_ON] = str(self.newest.number if self.newest else 0)
        # The button that was pressed before, where it has been pressed once more.
        form[STEP if STEP in chosen else "_continue"] = chosen.get(STEP, "1")
        return form


def content_of(form: QueryDict) -> dict[str, Any]:
    """Return the editorial fields of a form as a revision has them, as far as what was typed allows."""
    typed: dict[str, str] = form.dict()  # type: ignore[assignment]
    content: dict[str, Any] = {name: clean_text(typed[name]) for name in fields.TEXTS if name in typed}
    if "body" in content:
        content["body"] = cleaned_body(typed["body"])
    content |= {name: typed_number(typed[name]) for name in fields.ROWS if name in typed}
    bylines = sorted((int(found[1]), typed[name]) for name in typed if (found := BYLINE.fullmatch(name)))
    content["authors"] = list(dict.fromkeys(key for _number, text in bylines if (key := typed_number(text))))
    content["topics"] = sorted(key for text in form.getlist("topics") if (key := typed_number(str(text))))
    return content


def cleaned_body(text: str) -> str:
    try:
        return clean_article(with_whole_addresses(with_paragraphs(text)))
    except BodyRefused:
        return text


def _is_cleanable(text: str) -> bool:
    try:
        clean_article(with_whole_addresses(with_paragraphs(text)))
    except BodyRefused:
        return False
    return True


def _fill(form: QueryDict, name: str, value: Any) -> None:
    if name == "topics":
        form.setlist(name, list(map(str, value)))
    elif name == "authors":
        for byline in [field for field in form if BYLINE.fullmatch(field)]:
            del form[byline]
        form.update({f"byline_{number}": str(key) for number, key in enumerate(value, 1)})
    else:
        form[name] = str(value or "")


def _plain(value: Any) -> Any:
    """Return a value so that none, an empty text and an empty list are told from nothing else."""
    return value or None


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
