# A column of either kind holds every number of so many digits.
KEY, COUNT = 18, 9


def typed_number(text: str | None, digits: int = KEY) -> int | None:
    """Return the whole number that `text` writes in the digits 0-9; None where it writes none, or one of more digits.

    int() and isdigit() do not agree: "²" is a digit and no number, "1_0" and "١" are numbers, and no
    column holds ten thousand nines.
    """
    if text and len(text) <= digits and text.isascii() and text.isdigit():
        return int(text)
    return None
