"""The names of dtypes, as PyTorch has them. Tensors compute with the first two."""

import numpy as np

float32 = float = np.float32
float64 = double = np.float64
int64 = long = int32 = int = np.int64
bool = np.bool_
