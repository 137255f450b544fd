"""The one Sphinx configuration: textbook and lectures come out of a single run."""

import os
import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "docs"))  # for _ext, which says at its top what it is
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "workbook"))  # for the tasks

from _ext.course.settings import absent as absent_pages  # noqa: E402
from _ext.course.settings import read  # noqa: E402

# Title, people, colours, parts and schedule: course.toml and local/course.toml.
course = read(ROOT)
absent = sorted(absent_pages(course, ROOT))

project = course.title
author = course.lecturer or course.university or "the authors of this course"
copyright = "the authors of this course"
language = "en"
root_doc = "index"
include_patterns = ["index.md", "docs/**", "slides/**"]
include_patterns += [f"local/{name}/**" for name in ("lectures", "pages", "tasks")]
exclude_patterns = [".*", "_build", "docs/_*/**", "**/.ipynb_checkpoints/**"]
exclude_patterns += [f"{name}.*" for name in absent]
exclude_patterns += [] if course.weeks else ["docs/schedule.*"]
suppress_warnings = ["myst.header"]  # on slides, #### may stand under ##
suppress_warnings += ["toc.excluded"]  # what course.toml leaves out may be listed

# The programs that readers are to write: "covered", "open" or "left out".
answers = os.environ.get("PROGRAMS") or course.answers
tasks_opened = course.tasks_opened
# Those of exercises; a site with all programs, for lecturers, has them too.
solutions = "folded" if os.environ.get("PROGRAMS") == "open" else course.solutions

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    *(["sphinx.ext.viewcode"] if answers != "left out" else []),
    "sphinx.ext.mathjax",
    "sphinx_design",
    "sphinx_copybutton",
    "sphinx_togglebutton",
    "sphinx_exercise",
    # Ours, in docs/_ext
    "_ext.course",
    "_ext.notebooks",
    "_ext.mistakes",
    "_ext.answers",
    "_ext.asking",
    "_ext.pages",
    "_ext.decks",
    "_ext.hosting",
    "_ext.live",
    "_ext.tasks",
]

# Markdown and notebooks. A cell that fails, fails the build.
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
]
myst_heading_anchors = 3
myst_dmath_double_inline = True
myst_update_mathjax = False  # docs/_static/mathjax-config.js says the same, in a file
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_execution_timeout = 120
nb_output_stderr = "warn"  # a cell that warns, fails the build too
nb_render_markdown_format = "myst"
nb_ipywidgets_js = {}  # the default loads a script from another host
nb_code_prompt_show = "Show the code"
nb_code_prompt_hide = "Hide the code"

# Cells that the reader runs: files that a single module reads, and what an import
# needs. Links to Colab and Binder need a repository: "https://github.com/owner/name".
live_data = {
    f"minitorch.data.{name}": [f"minitorch/data/{name}.txt"]
    for name in ("digits", "names", "book")
}
live_extras = {"hypothesis": ["hypothesis", "sortedcontainers"]}
live_wheels = ["numpy", "matplotlib"]  # into the site, where their host can be reached
live_repository = course.repository
live_branch = "gh-pages"  # it holds the built site, and so its notebooks

# The API pages. No reference may lead nowhere; these are not ours to document.
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
default_role = "literal"  # `f` in a docstring is code, as it is in Markdown
napoleon_google_docstring = True
napoleon_numpy_docstring = False
nitpick_ignore_regex = [
    (
        r"py:.*",
        r"(collections|contextvars|typing|types|numpy|matplotlib|np|abc|os)\..*",
    ),
    (r"py:.*", r"(optional|Any|Callable|Iterable|Iterator|Sequence|Mapping)"),
    (r"py:class", r"minitorch\.plot\.paper\.rows\._Kind"),  # a TypeVar
    (r"py:class", r"(minitorch\.tensors\.no_grad\.Function|Around)"),  # for types alone
    (r"py:class", r"(float|int|str|bool|tuple|list|dict|set|object|type|None)"),
    (r"py:exc", r"[A-Z]\w*(Error|Exit)"),
]

# Pages. Nothing here makes a browser ask another host.
html_theme = "pydata_sphinx_theme"
html_title = project
html_logo = course.logo or None
html_favicon = "docs/_static/favicon.svg"
# Where the site will be, which course.toml says. Then what a link shows
# where it is shared has a picture; without a host it cannot have one.
html_baseurl = course.address
html_static_path = ["docs/_static"]
templates_path = ["docs/_templates"]
html_css_files = [
    "base.css",
    "course.css",
    "textbook.css",
    "cards.css",
    "graphs.css",
    "tables.css",
    "tasks.css",
    "stepper.css",
    "separator.css",
    "wide.css",
    "quiz.css",
]
html_js_files = [
    ("mathjax-config.js", {"priority": 100}),
    "scroll-keys.js",
    ("stepper.js", {"defer": "defer"}),
    ("separator-figure.js", {"defer": "defer"}),
    ("separator.js", {"defer": "defer"}),
    ("quiz-parts.js", {"defer": "defer"}),
    ("quiz.js", {"defer": "defer"}),
    ("predict.js", {"defer": "defer"}),
]
deck_patterns = ["slides/**", "local/lectures/**"]
deck_css_files = [
    "deck-overview.css",
    "course.css",
    "graphs.css",
    "tables.css",
    "stepper.css",
    "separator.css",
    "wide.css",
    "quiz.css",
]
deck_js_files = [
    "deck-overview.js",
    "deck-inert.js",
    "scroll-keys.js",
    "stepper.js",
    "separator-figure.js",
    "separator.js",
    "quiz-parts.js",
    "quiz.js",
    "predict.js",
]
offline = True  # what a reader has visited opens without a network
html_copy_source = False
html_show_sourcelink = False
# Without scripts pages are light; color-mode.js chooses.
html_context = {"default_mode": "light", "course": course}
html_theme_options = {
    "logo": {
        "text": project,
        "image_dark": course.logo_dark,
        "alt_text": f"Logo: {course.university or project}",
    }
    if course.logo
    else {},
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "header_links_before_dropdown": 7,
    "navigation_depth": 3,
    "show_toc_level": 2,
    "search_bar_text": "Search textbook and lectures",
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [
        *(["people"] if course.people or course.contact else []),
        "copyright",
    ],
    # The theme writes both as they are.
    "external_links": [
        {"name": escape(name), "url": escape(there)} for name, there in course.links
    ],
    "footer_end": [],
    "back_to_top_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
html_sidebars = {
    "**": ["sidebar-nav-bs"],
    "index": [],
    "docs/install": [],
    "docs/contributing": [],
    "docs/live": [],
    "docs/schedule": [],
    "slides/index": [],
    "search": [],
}
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
exercise_style = "solution_follow_exercise"  # "Solution", without repeating the title
togglebutton_hint = "Show"
togglebutton_hint_hide = "Hide"
