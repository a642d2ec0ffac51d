"""The rows and values that the pages of this room read, by page or noun."""
