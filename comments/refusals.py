"""What a guest is told where what they sent is not taken as it is; each has its text before them again."""

from django.utils.translation import gettext_lazy as _

FOREIGN = _("We could not see that this came from our own page. Your text is below: check it and send it from here.")
TOO_LATE = _("A comment can be changed for five minutes after it was sent; this one no longer.")
TOO_MANY_REPORTS = _("You have sent many reports within an hour. Your text is below: send it again a little later.")
CLOSED = _("Comments on this article are closed. Your text is below, for you to keep.")
ONCE_MORE = _("One more click: check your comment and send it.")
BLOCKED = _(
    "The newsroom takes no more comments from you. If you think that is a mistake, write to it. "
    "Your text is below, for you to keep."
)
