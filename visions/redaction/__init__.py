"""Taking a text, or a whole record, out of the archive: where it stands and how it goes."""
