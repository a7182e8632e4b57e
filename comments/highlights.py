"""Where the words that the policy found stand in a text, for moderators to see."""

import re
from collections.abc import Iterable
from typing import Any

# Letters with what is written on and between them: a word of the lists is a whole one (comments.moderation.words).
IN_A_WORD = "[\\w\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d]"
# What these found may begin and end within a word.
ANYWHERE = {"listed_pattern", "link_markup"}


def marks(findings: Iterable[dict[str, Any]]) -> re.Pattern[str] | None:
    """Return what finds the words of stored `findings` again in their text, None where they have none."""
    wanted = {_sought(word, whole=found["reason"] not in ANYWHERE) for found in findings for word in found["words"]}
    # The longest first: of two that begin alike it holds the other.
    longest_first = sorted(wanted - {""}, key=len, reverse=True)
    return re.compile("|".join(longest_first), re.IGNORECASE) if longest_first else None


def _sought(word: str, *, whole: bool) -> str:
    if not whole:
        return re.escape(word)
    begin = f"(?<!{IN_A_WORD})" if re.match(IN_A_WORD, word) else ""
    end = f"(?!{IN_A_WORD})" if re.search(f"{IN_A_WORD}$", word) else ""
    return f"{begin}{re.escape(word)}{end}" if word.strip() else ""
