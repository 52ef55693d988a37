"""Records become paper: one data model, two ways to set it (Typst for PDF, Jinja2 for HTML)."""
