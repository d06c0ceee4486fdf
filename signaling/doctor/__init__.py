"""What an installation needs of its machine, looked at one by one, with what to do about it."""
