"""REST: directory, booking, links, recordings."""
