"""How numbers lie in memory: positions, strides, and views that share them."""
