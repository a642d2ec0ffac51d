"""Files damaged on purpose, read in a process of their own: nothing may crash or hang, whatever was uploaded."""
