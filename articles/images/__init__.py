"""Pictures, from the file somebody uploads to the files that readers get.

`uploads` says what is a picture of ours and decodes it (`avif` and `polyglots` look into what Pillow does not),
`crops` which part of it a place shows, `renditions` which files are made of it, `preparation` makes all that is stored
at once, `files` stores and takes away; `models.Image` remembers what there is.
"""
