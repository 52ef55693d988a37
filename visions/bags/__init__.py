"""Bags: a folder's files in one ZIP that can be checked (BagIt 1.0) and that says what it is."""
