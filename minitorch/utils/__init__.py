"""Where PyTorch keeps what is beside models."""

from minitorch.utils import data as data
