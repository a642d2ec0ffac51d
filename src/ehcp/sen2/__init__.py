"""The SEN2 person-level return: read as XML or as the "Blade" CSV set, one person at a time, and checked row by row.

`reading_xml` and `reading_blade` give `Person` after `Person`, so a return of any size needs little memory.
"""
