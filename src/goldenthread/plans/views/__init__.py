"""The pages of the plans room, a file for each subject."""
