"""The pages of this room, by page."""
