"""The demo: a hearing with its people, booked in an installation of its own; nobody is real."""
