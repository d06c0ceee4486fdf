"""How much one subscriber's way carries, and what is sent on it. Pure: time is an argument."""
