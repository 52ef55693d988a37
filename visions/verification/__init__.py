"""The independent reader: whether an archive is what was stored. It knows nothing of the writer."""
