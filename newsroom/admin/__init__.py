from typing import cast

from django.contrib import admin

from newsroom.admin import notifications
from newsroom.admin.accounts import RoleAdmin, UserAdmin
from newsroom.admin.desk import direct, direct_by_suffix, staff
from newsroom.admin.form_page import FormPage
from newsroom.admin.log import ACTS, AuditEntryAdmin
from newsroom.admin.log_changes import ROLES
from newsroom.admin.logged import LogsDeletions, LogsForms
from newsroom.admin.outbox import OutboxMessageAdmin
from newsroom.admin.site import SiteAdmin
from newsroom.admin_site import NewsroomAdminSite

__all__ = [
    "ACTS",
    "ROLES",
    "AuditEntryAdmin",
    "FormPage",
    "LogsDeletions",
    "LogsForms",
    "OutboxMessageAdmin",
    "RoleAdmin",
    "SiteAdmin",
    "UserAdmin",
    "direct",
    "direct_by_suffix",
    "staff",
]

cast(NewsroomAdminSite, admin.site).add_pages(notifications.pages)
