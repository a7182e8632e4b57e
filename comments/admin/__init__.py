from typing import cast

from django.contrib import admin

from articles.admin.change_list import add_filter
from comments.admin import queue
from comments.admin.article_filter import WaitingCommentsFilter
from comments.admin.block import BlockAdmin
from comments.admin.comment import CommentAdmin
from comments.admin.personal_data import PersonalDataRequestAdmin
from comments.admin.term import TermAdmin
from newsroom.admin_site import NewsroomAdminSite

__all__ = ["BlockAdmin", "CommentAdmin", "PersonalDataRequestAdmin", "TermAdmin"]

cast(NewsroomAdminSite, admin.site).add_pages(queue.pages)
add_filter(WaitingCommentsFilter)
