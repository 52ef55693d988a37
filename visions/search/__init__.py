"""Finding records by their words: an index that is derived, brought up to date, and asked."""
