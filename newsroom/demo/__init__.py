"""A believable newsroom for an empty site: people, stories in both editions, pictures, comments, work on the desks.

Part of the root: it drives both apps through the same verbs as the admin. The texts are
data (`stories/`, one file a story, and `people.toml`, `pages.toml`, `work.toml`), the pictures are
drawn by `scenes/`. Loading twice changes nothing. Never in production.
"""
