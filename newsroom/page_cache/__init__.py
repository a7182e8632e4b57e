"""Whole pages kept in the application server's memory, and given from there before Django is asked.

A page of an edition is a function of its address, the database and the clock. `keys` says which requests are for such
a page, `entry` what is kept of it, `shelf` how much; `watch` what the database last said of changes, once a second and
process; `collecting` what a page says of itself while it is made; `following` who notes the changes; `layer` is the
WSGI application that puts them together.

The surprising part: versions live in the database and nowhere else (`newsroom.models.Change`). They are committed with
what they speak of, survive a lost Redis, and cost a few small queries a second. Read them from the server that the
pages are read from: a replica that lags behind then lags with both.
"""
