"""The parts that pages are built of: each function here answers the context of one template in templates/components/.

`templatetags/gt.py` registers them; pages use the tags. No function here queries, and none decides anything.
"""
