"""A week's list made from waiting cases: placed by a solver, or told why not."""
