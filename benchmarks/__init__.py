"""What must stay fast and good, runnable by anyone: `make bench`."""
