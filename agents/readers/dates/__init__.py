"""When the campaign and its parts run: flights, bursts, gaps, and changes of them."""
