"""A real server and a real browser for the tests of this folder. (Taken: being written now.)"""
