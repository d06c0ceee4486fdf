"""A hearing rehearsed by real clients, judged by what they decode."""
