"""IPython's settings in the kernels that run the course's notebooks."""

from hypothesis.internal.conjecture import providers

c = get_config()  # noqa: F821  (IPython defines it)

# Figures are SVG: sharp at every size, and without a date in them.
c.InlineBackend.figure_formats = {"svg"}
c.InlineBackend.print_figure_kwargs = {
    "bbox_inches": "tight",
    "metadata": {"Date": None},
}

# Kernels that run at the same time must not share a history file.
c.HistoryManager.enabled = False

# Hypothesis also tries the numbers in the source of `minitorch`, but not in a browser.
# A page that searches must find the same counterexamples in both, and Hypothesis has no
# setting for that: the one private name of a library that is replaced in this course.
# Without it, is_close's search on the page about properties shows other floats here.
providers._get_local_constants = lambda: providers._local_constants
