"""Quality: figures against gold, and floors that only rise. `python -m eval --help`."""
