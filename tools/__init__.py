"""Commands for those who build Golden Thread."""
