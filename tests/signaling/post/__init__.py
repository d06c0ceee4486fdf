"""Rulings on notices: written down with the change, sent once, proved."""
