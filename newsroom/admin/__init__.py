from typing import cast

from django.contrib import admin

from newsroom.admin import notifications
from newsroom.admin.accounts import ROLES, UserAdmin
from newsroom.admin.desk import direct, direct_by_suffix, staff
from newsroom.admin.form_page import FormPage
from newsroom.admin.log import ACTS, AuditEntryAdmin
from newsroom.admin.outbox import OutboxMessageAdmin
from newsroom.admin.site import SiteAdmin
from newsroom.admin_site import NewsroomAdminSite

__all__ = [
    "ACTS",
    "ROLES",
    "AuditEntryAdmin",
    "FormPage",
    "OutboxMessageAdmin",
    "SiteAdmin",
    "UserAdmin",
    "direct",
    "direct_by_suffix",
    "staff",
]

cast(NewsroomAdminSite, admin.site).add_pages(notifications.pages)
