"""Pictures, from the file somebody uploads to the files that readers get.

`uploads` says what is a picture of ours and decodes it, `crops` which part of it a place shows, `renditions` which
files are made of it, `files` how they are stored and taken away; `models.Image` remembers what there is.
"""
