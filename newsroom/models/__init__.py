from newsroom.models.audit import AuditEntry
from newsroom.models.site import Site
from newsroom.models.user import User

__all__ = ["AuditEntry", "Site", "User"]
