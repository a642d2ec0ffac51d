"""Append-only history: `record.record(...)` and the trail."""
