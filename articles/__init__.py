"""What the newsroom publishes: stories, their articles in two languages, and what stands around them.

It knows nothing of comments: they meet in templates. It may import the kernel only.

What surprises most: an `Article` row holds the *live* copy. Until the first publication
its columns follow the newest `ArticleRevision`; after it only `publish` changes them, so
that an editor can work on a published article in peace. And time makes news live: a
scheduled article is a published one whose hour has not come, no worker involved.
"""
