"""Gold of our own: offsets into public texts that lie beside the project."""
