"""What the checks pointed at in each version of a plan, and what people thought of it."""
