"""Bringing in a SEN2 return: handed in, compared with the register, applied; and its faults shown. It never deletes."""
