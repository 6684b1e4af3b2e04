"""What is done: one module a stage, each a pure function from records to records; stages never import each other."""
