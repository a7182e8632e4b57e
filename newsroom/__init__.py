"""The project package and the kernel both apps stand on.

Three packages, one direction: root -> comments -> articles -> kernel, never back
(checked by import-linter). This package holds two of the four:

* the kernel: languages, actors, refusals, audit, sanitising, plain text, Arabic
  normalising, addresses, and the tables nobody else owns (User, Site, AuditEntry).
  It imports neither `articles` nor `comments`.
* the root: settings, urls, the demo newsroom and the commands that touch both apps.
  Nobody imports the root.

A thing moves into the kernel when the second app needs it, under the name of what it
does; there is no room called utils.
"""
