from comments.models.block import Block
from comments.models.comment import Comment
from comments.models.discussion import Discussion
from comments.models.moderation import ModerationAction
from comments.models.origin import Origin
from comments.models.personal_data import PersonalDataRequest
from comments.models.report import Report
from comments.models.revision import Revision
from comments.models.term import Term

__all__ = [
    "Block",
    "Comment",
    "Discussion",
    "ModerationAction",
    "Origin",
    "PersonalDataRequest",
    "Report",
    "Revision",
    "Term",
]
