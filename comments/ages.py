from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from newsroom.templatetags.newsroom import figures


def in_words(time: timedelta, units: int = 1) -> str:
    """Return a length of time in its largest units, as many as asked for, without those of which there are none.

    Django's own `timesince` writes the number beside the Arabic dual, which has it in the word.
    """
    minutes = max(0, int(time.total_seconds()) // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    counted = [
        (days, npgettext("has waited for", "%(count)s day", "%(count)s days", days)),
        (hours, npgettext("has waited for", "%(count)s hour", "%(count)s hours", hours)),
        (minutes, npgettext("has waited for", "%(count)s minute", "%(count)s minutes", minutes)),
    ]
    first = next((place for place, (count, _words) in enumerate(counted) if count), None)
    if first is None:
        return _("under a minute")
    return _(", ").join(words % {"count": figures(count)} for count, words in counted[first : first + units] if count)
