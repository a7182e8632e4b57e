"""What the newsroom publishes: stories, their articles in two languages, and what stands around them.

It knows nothing of comments: they meet in templates. It may import the kernel only.

What surprises most: an `Article` row holds the *live* copy. Until it is published its
columns follow the newest `ArticleRevision`; after that only `publish` changes them, so
that an editor can work on a published article in peace. And time makes news live: a
scheduled article is a published one whose hour has not come, no worker involved; it
follows what those who may publish still write, and nobody else.
"""
