"""What the campaign is for and measured by: goals, targets, caps on frequency."""
