"""Inside out: a dossier as text for the terminal, Markdown and JSON."""
