from comments.views.api import thread_json
from comments.views.own import received
from comments.views.permalink import permalink
from comments.views.posting import post_comment, token

__all__ = ["permalink", "post_comment", "received", "thread_json", "token"]
