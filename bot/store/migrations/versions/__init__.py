"""The history of the tables, oldest first: a file a change, numbered `NNNN_<what>.py`."""
