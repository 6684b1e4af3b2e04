"""How it runs: the plan, and the executors that carry it out."""
