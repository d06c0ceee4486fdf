"""Papers and messages to the people of a hearing: summonses, notices, calendars, reminders."""
