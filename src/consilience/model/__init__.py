"""What things are: frozen records with ids by content. Imports nothing of ours."""
