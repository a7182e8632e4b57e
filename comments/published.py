"""What readers get of a comment beside the page: in the feeds and as JSON."""

from dataclasses import dataclass
from datetime import datetime

from comments.choices import State
from comments.models import Comment
from comments.querysets import CommentQuerySet
from newsroom.addresses import absolute

# No other column is read: what is not loaded cannot get out.
COLUMNS = (
    "article__headline", "name", "body", "language", "staff", "submitted_at", "edited_at", "parent__state",
)  # fmt: skip


@dataclass(frozen=True)
class Published:
    """The fields there are, and no others: a column added to the table does not come out by itself."""

    id: int
    name: str
    text: str
    language: str
    submitted_at: datetime
    edited: bool
    # The comment answered, while readers can see that one.
    in_reply_to: int | None
    staff: bool
    url: str

    @classmethod
    def of(cls, comment: Comment) -> "Published":
        parent = comment.parent
        return cls(
            id=comment.pk,
            name=comment.name,
            text=comment.body,
            language=comment.language,
            submitted_at=comment.submitted_at,
            edited=comment.edited_at is not None,
            in_reply_to=parent.pk if parent and parent.state == State.APPROVED else None,
            staff=comment.staff_id is not None,
            url=absolute(comment.get_absolute_url()),
        )


def published(comments: CommentQuerySet) -> CommentQuerySet:
    """Keep the public ones of `comments`, loaded with what `Published` needs of them, and the headline. One query."""
    return comments.public().select_related("article", "parent").only(*COLUMNS)
