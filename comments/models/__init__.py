from comments.models.comment import Comment
from comments.models.discussion import Discussion
from comments.models.moderation import ModerationAction

__all__ = ["Comment", "Discussion", "ModerationAction"]
