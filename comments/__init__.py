"""What readers say, and what moderators decide.

Comments know articles; articles know nothing of comments. The two meet in the article's
template, by the tags of `comments.templatetags.comments`.

A guest's comment passes the limits and the policy (`moderation.PHASES`), is stored once
(`receiving`) and, by default, waits for a moderator. A state changes in one place only,
`Comment.objects.decide` (`decisions`), which the model's verbs, the queue, the admin and the
links in mails all call; it is undone there too. The policy files under spam and holds, it
never publishes by itself and never deletes.

An e-mail address is read by those with the right `view_commenter_pii` and by nobody else: it
is on no public page, in no feed, no log line and no cookie, not even hashed. What has to know
a sender again knows a pseudonym.
"""
