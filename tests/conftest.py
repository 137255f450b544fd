"""What all tests share: how hypothesis looks for counterexamples, and one thread each.

The examples are the same in every run, so that a test never fails by chance. To search
among new ones: `HYPOTHESIS_PROFILE=search .venv/bin/python -m pytest tests`. So
does `make fuzz`, for minutes, with what PyTorch can check.
"""

import os

from hypothesis import settings

# Several processes test side by side: threads of numpy's would wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "10000")),
    print_blob=True,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
