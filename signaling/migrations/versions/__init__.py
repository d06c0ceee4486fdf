"""The steps, oldest first by number; a published step is never edited."""
