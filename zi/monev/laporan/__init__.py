"""The monthly and the quarterly close: what was planned and done, what stood in the way, what is expected next."""
