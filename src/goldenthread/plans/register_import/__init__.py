"""Bringing in an extract of the case system: handed in, matched, compared, applied. It never deletes anything."""
