"""What readers hand on and give back: dates, targets, traits of people, proposals."""
