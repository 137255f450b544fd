"""Where PyTorch keeps what is beside models."""
