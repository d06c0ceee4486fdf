"""What people are told about hearings: written down with the booking, sent later, proved."""
