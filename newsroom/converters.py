from newsroom import languages


class Edition:
    """The first part of every public address."""

    regex = "|".join(languages.CODES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Word(Edition):
    """A slug of letters of any script, digits, hyphens and underscores: Django's own `slug` is ASCII only."""

    regex = r"[\w-]{1,200}"


class Colour(Edition):
    """The six digits of a colour, without its #."""

    regex = "[0-9a-f]{6}"


class Year:
    regex = r"(?:20|19)[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class Month(Year):
    regex = r"0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"
