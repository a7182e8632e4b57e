from newsroom.models.audit import AuditEntry
from newsroom.models.change import Change
from newsroom.models.daily_salt import DailySalt
from newsroom.models.notification import Notification
from newsroom.models.outbox import OutboxMessage
from newsroom.models.site import CommentMode, Site
from newsroom.models.tally import Tally
from newsroom.models.user import User

__all__ = [
    "AuditEntry", "Change", "CommentMode", "DailySalt", "Notification", "OutboxMessage", "Site", "Tally", "User",
]  # fmt: skip
