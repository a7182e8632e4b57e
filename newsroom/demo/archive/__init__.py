"""An archive of any size, for measuring: articles of many years with their comments, in minutes.

Its sentences are those of the demo's stories, in another order each time, with names, places and numbers of its own.
The rows are written beside the verbs, in whole tables at once: what the verbs would have left behind is there (first
revisions, search, counts of comments), what only people leave is not (logs, mails, notes).
"""
