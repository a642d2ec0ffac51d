"""The pages of the deadlines: lists, one child, what is recorded, the countdown."""
