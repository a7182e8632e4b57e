"""What a script needs to say how many characters are left, in the language of the page and its plural forms."""

import json

from django.utils.translation import ngettext

from newsroom import languages


def counter_messages() -> dict[str, str]:
    """Return the messages by plural category, as JSON: while some are `left`, and when it is `over`."""
    left, over = {}, {}
    for category, number in languages.PLURALS.items():
        left[category] = ngettext("%(number)s character left", "%(number)s characters left", number)
        over[category] = ngettext("%(number)s character too many", "%(number)s characters too many", number)
    return {"left": json.dumps(left, ensure_ascii=False), "over": json.dumps(over, ensure_ascii=False)}
