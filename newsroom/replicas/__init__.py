"""Copies of the database that readers' pages are read from: REPLICA_URLS, PostgreSQL's streaming replication.

`choosing` says which of them has everything, `router` sends a page's questions there, `middleware` says which requests
those are and asks the primary where a replica is lost on the way, `watching` fits the page cache to it. Whoever is
logged in, sends anything or has just written reads from the primary.

The surprising part: a page is read from the database that the versions of its tags were read from, and before it. From
any other one it could be older than what it is kept as, and would then be kept for as long as nothing changes.
"""
