"""Countries, regions and cities: which words name one, which is meant, and if it is wanted."""
