"""Names that only look like another: whoever signs as a member of staff is held (remark42's "umрutun")."""

import functools
import time
import unicodedata

from articles.models import Author
from newsroom.arabic import fold_words
from newsroom.models import Site, User

# What looks like a Latin letter in the scripts that keyboards have, of Unicode's list of confusables
# (UTS 39); in small letters, of which some look like it only as capitals.
LOOK_ALIKES = {
    "a": "аαɑ@", "b": "вьβ", "c": "сϲ", "d": "ԁ", "e": "еєε3", "g": "ɡց", "h": "нһհ", "j": "ј", "k": "кκ",
    # A capital i, a small l and a one are the same stroke.
    "l": "iіιıӏ1|!", "m": "м", "n": "пηո", "o": "оοσօ0", "p": "рρ", "q": "ԛ", "r": "г", "s": "ѕ5$", "t": "тτ",
    "u": "υս", "v": "νѵ", "w": "ԝωա", "x": "хχ", "y": "уγү",
}  # fmt: skip
LATIN = {ord(sign): letter for letter, signs in LOOK_ALIKES.items() for sign in signs}
# A name put on the list is known everywhere after so long; a query for every comment would be dear.
REMEMBERED_FOR = 60


def skeleton(name: str) -> str:
    """Return what a name looks like: equal for two that a reader would take for one another."""
    # Accents are no difference to a hurried eye: é is an e.
    parts = unicodedata.normalize("NFKD", name)
    folded = fold_words("".join(letter for letter in parts if not unicodedata.combining(letter)))
    return "".join(letter for letter in folded.translate(LATIN).replace("rn", "m") if letter.isalnum())


def is_of_staff(name: str) -> bool:
    """Say whether a guest's name looks like that of an account, of a byline, or of the newsroom."""
    return skeleton(name) in of_staff(int(time.monotonic() / REMEMBERED_FOR))


@functools.lru_cache(maxsize=1)
def of_staff(minute: int) -> frozenset[str]:
    """Return what the names of the newsroom look like. `minute` is when they are read again."""
    names = [name for row in Author.objects.values_list("name_ar", "name_en") for name in row]
    for first, last, username in User.objects.filter(is_active=True).values_list("first_name", "last_name", "username"):
        names += [f"{first} {last}", f"{last} {first}", username]
    site = Site.current()
    return frozenset(skeleton(name) for name in (*names, site.name_ar, site.name_en)) - {""}
