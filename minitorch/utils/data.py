"""``torch.utils.data``: other names of what is in ``minitorch.loading``."""

from minitorch.loading import DataLoader as DataLoader
from minitorch.loading import Dataset as Dataset
from minitorch.loading import Subset as Subset
from minitorch.loading import TensorDataset as TensorDataset
from minitorch.loading import random_split as random_split
