"""Three months of a made-up authority, lived through the same verbs that the pages call.

`months.live()` does it on an empty database. `tools/live_demo.py` keeps the outcome as a fixture; a test lives it again
and proves the two equal. Nothing in here writes a row by itself, save the passwords and the authority's mark.
"""
