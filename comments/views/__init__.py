from comments.views.acting import moderate
from comments.views.api import thread_json
from comments.views.changing import edit, withdraw
from comments.views.confirming import confirm
from comments.views.own import received
from comments.views.permalink import permalink
from comments.views.personal_data import personal_data
from comments.views.posting import post_comment, token
from comments.views.reporting import report
from comments.views.unsubscribing import unsubscribe

__all__ = [
    "confirm",
    "edit",
    "moderate",
    "permalink",
    "personal_data",
    "post_comment",
    "received",
    "report",
    "thread_json",
    "token",
    "unsubscribe",
    "withdraw",
]
