"""What the plan keeps to: formats and channels, shares, protections, and where they hold."""
