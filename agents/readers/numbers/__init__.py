"""Numbers, amounts with currencies, percentages, ratios: before they are of something."""
