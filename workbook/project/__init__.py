"""What a student writes beside the engine: properties, networks, training."""
