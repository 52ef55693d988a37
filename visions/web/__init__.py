"""The live workshop in the browser: pages for phones, wall and desk, and the same as JSON."""
