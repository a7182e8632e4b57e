from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import npgettext


def in_words(time: timedelta, units: int = 1) -> str:
    """Return a length of time in its largest units, as many as asked for, without those of which there are none.

    Django's own `timesince` writes the number beside the Arabic dual, which has it in the word.
    """
    minutes = max(0, int(time.total_seconds()) // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    counted = [
        (days, npgettext("has waited for", "%(count)d day", "%(count)d days", days)),
        (hours, npgettext("has waited for", "%(count)d hour", "%(count)d hours", hours)),
        (minutes, npgettext("has waited for", "%(count)d minute", "%(count)d minutes", minutes)),
    ]
    first = next((place for place, (count, _words) in enumerate(counted) if count), None)
    if first is None:
        return _("under a minute")
    return _(", ").join(words % {"count": count} for count, words in counted[first : first + units] if count)
