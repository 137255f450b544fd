"""Looking into the engine: numerical checks, recordings, other walks over a graph."""
