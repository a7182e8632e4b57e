"""The words of the archive: sentences of the demo's stories in another order, with names and numbers of its own."""

import html
import random
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.demo import newsdesk
from newsroom.sanitize import plain

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
SENTENCE = re.compile(r"(?<=[.!?؟])\s+")
# What may stand as a headline, in characters.
SHORTEST, LONGEST = 25, 90


@dataclass(frozen=True)
class Text:
    kicker: str
    headline: str
    standfirst: str
    paragraphs: list[str]

    @property
    def body(self) -> str:
        return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in self.paragraphs)

    @property
    def words(self) -> str:
        return "\n".join(self.paragraphs)


def names() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))


def people(language: str) -> list[str]:
    """Return all the names of people, each once: the same places in both languages."""
    number, known = ("ar", "en").index(language), names()
    return [f"{given[number]} {family[number]}" for family in known["families"] for given in known["people"]]


class Wording:
    """Texts of one language, the same for the same number."""

    def __init__(self, language: str) -> None:
        known = names()
        self.language = language
        self.frames = known[language]
        self.people = people(language)
        self.places = [place[("ar", "en").index(language)] for place in known["places"]]
        stories = [story for story in newsdesk.stories().values() if language in story]
        bodies = " ".join(story[language]["body"] for story in stories)
        found = [plain(paragraph) for paragraph in PARAGRAPH.findall(bodies)]
        self.sentences = [sentence for paragraph in found for sentence in SENTENCE.split(paragraph)]
        self.headlines = [sentence.rstrip(".") for sentence in self.sentences if SHORTEST <= len(sentence) <= LONGEST]
        self.comments = [
            row["body"] for story in stories for row in story.get("comments", ()) if row["edition"] == language
        ]

    def text(self, number: int) -> Text:
        chance = random.Random(f"{self.language} {number}")  # noqa: S311 (no secret)
        place = chance.choice(self.places)
        headline = self.frames["headline"].format(place=place, sentence=chance.choice(self.headlines))
        paragraphs = [" ".join(chance.choices(self.sentences, k=chance.randint(2, 4))) for _n in range(6)]
        quoting = self.frames["quoting"].format(
            person=chance.choice(self.people), place=place, number=chance.randint(100, 999_999)
        )
        paragraphs.insert(2, quoting)
        return Text(place, headline, " ".join(chance.choices(self.sentences, k=2)), paragraphs)

    def comment(self, chance: random.Random) -> str:
        return "\n\n".join(chance.choices(self.comments, k=chance.randint(1, 2)))
