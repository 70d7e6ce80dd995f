"""Bot API in, Bot API out. The one room that imports `telegram`."""
