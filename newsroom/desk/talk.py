from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.publishable import isolated
from comments.admin.queue.tabs import TABS
from comments.models import Comment
from comments.templatetags.queue import age
from newsroom import languages
from newsroom.desk.box import MOST, SHOWN, Box, Line
from newsroom.models import User
from newsroom.pagination import CountOf

# Letters of a comment that say what it is about.
EXCERPT = 90
COLUMNS = ("body", "language", "waiting_since", "article__headline", "article__language")


def pending(user: User) -> Box | None:
    """Return what waits for a moderator in this person's editions, the oldest first, as the queue has it."""
    if not user.has_perm("comments.moderate_comment"):
        return None
    rows = TABS["pending"].rows([code for code in languages.CODES if user.works_in(code)])
    counted = rows.select_related("article").only(*COLUMNS).annotate(found_count=CountOf(rows, MOST))
    few = list(counted[:SHOWN])
    url = reverse("admin:comments_queue")
    lines = [_line(comment, url) for comment in few]
    count = few[0].found_count if few else 0
    return Box("comments", gettext_lazy("Comments that wait"), gettext_lazy("No comment waits."), lines, count, url)


def _line(comment: Comment, url: str) -> Line:
    words = Truncator(" ".join(comment.body.split())).chars(EXCERPT) or _("untitled")
    article = isolated(str(comment.article), comment.article.language)
    waits = format_html("{}", age(comment.waiting_since)) if comment.waiting_since else ""
    return Line(isolated(words, comment.language), url, [("", waits), ("desk-note", article)])
