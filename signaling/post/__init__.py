"""What leaves the house: notices by mail and other channels, sent once, proved afterwards."""
