from comments.forms.comment_form import CommentForm

__all__ = ["CommentForm"]
