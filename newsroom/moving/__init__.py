"""A newsroom that moves to another database, with its files: `manage.py move_database`.

`tables` copies every row and proves that it has arrived, `files` does the same of pictures. What the tables are called
and hold is nobody's business here: they are those of all models there are.

The surprising part: nothing is compared on the way. What has been written is read again and fingerprinted as the ORM
gives it, which is how the site will see it, and any order of rows gives the same fingerprint.
"""
