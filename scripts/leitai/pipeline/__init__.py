"""The way through the house: read → check → score → view → pages → publish. The rooms meet only here.

`load` reads, checks and scores; `build` makes the public portal, its pages and the site; `seal`, `archive` and `target` do the
same for a sealed version, for one period to take away, and for the folder that a web server shows.
`unchanged` knows without any of it that there is nothing to do; so nothing is imported here.
"""
