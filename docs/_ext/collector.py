"""Has Python look for garbage less often: a build makes little, and ends soon.

Python's collector of cycles goes through all objects now and then, and once more at the
end. Of the pages and modules that a build holds, next to nothing is garbage, so that
took a sixth of a short build's time.
"""

import atexit
import gc
from typing import Any

from sphinx.application import Sphinx

OBJECTS = 100_000  # made between two looks at the young ones; Python's own is 700


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    gc.set_threshold(OBJECTS, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # what is left when Python ends, ends with it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
