"""Answers as files that people go on with: spreadsheet, calendar, table, Markdown, Word."""
