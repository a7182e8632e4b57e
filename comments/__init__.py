"""What readers say, and what moderators decide.

Comments know articles; articles know nothing of comments. The two meet in the article's
template, by the tags of `comments.templatetags.comments`.

Everything a guest writes waits for a moderator. A state changes in one place only,
`Comment.objects.decide`, which the model's verbs, the admin and bulk actions all call.
An e-mail address is read by moderators and by nobody else: it is on no public page, in
no feed, no log line and no cookie, not even hashed.
"""
