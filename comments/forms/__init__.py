from comments.forms.comment_form import CommentForm
from comments.forms.edit_form import EditForm
from comments.forms.report_form import ReportForm

__all__ = ["CommentForm", "EditForm", "ReportForm"]
