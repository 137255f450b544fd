"""Cells run in a page's session as they do in a notebook."""

import asyncio
import gc
import inspect
import pickle
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from minitorch import Scalar

BROWSER = Path(__file__).parents[1] / "docs" / "_ext" / "live" / "browser"
sys.path.insert(0, str(BROWSER))

from session import Session, needed  # noqa: E402
from session.asking import nobody  # noqa: E402
from session.outlet import CHARACTERS, CUT, DISPLAYS, LINES  # noqa: E402


class Page:
    """A session, and what came out of it."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str]] = []
        self.answers: list[str] = []
        self.session = Session(lambda *what: self.told.append(what), self.ask)
        self.number = 0

    def run(self, source: str, quiet: bool = False) -> list[tuple[str, str, str]]:
        """What the next cell says."""
        self.told.clear()
        self.number += 1
        self.error = asyncio.run(self.session.run(self.number, source, quiet))
        return list(self.told)

    def ask(self, prompt: str) -> str:
        """The reader's next answer."""
        return self.answers.pop(0)

    def printed(self, source: str) -> str:
        """What the next cell prints."""
        return "".join(text for _, name, text in self.run(source) if name == "stdout")

    def traceback(self, source: str) -> str:
        """The last thing that a cell says, which must be an error."""
        *_, (kind, name, text) = self.run(source)
        assert (kind, name) == ("error", self.error)
        return text


@pytest.fixture
def page() -> Page:
    return Page()


def shown(text: str, media_type: str = "text/plain") -> list[tuple[str, str, str]]:
    """What is told of a cell that shows this and nothing else."""
    return [("show", media_type, text)]


# -- results ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 1", shown("2")),
        ("x = 3\nx", shown("3")),
        ("'a'", shown("'a'")),
        ("1 + 1;", []),
        ("1 + 1;  # not shown", []),
        ("'a;'", shown("'a;'")),
        ("None", []),
        ("x = 1", []),
        ("", []),
        ("# only a remark", []),
        ("if True:\n    5", []),
    ],
)
def test_the_last_expression_is_the_result(
    page: Page, source: str, expected: list[Any]
) -> None:
    assert page.run(source) == expected
    assert page.error == ""


def test_one_namespace_and_the_last_result(page: Page) -> None:
    page.run("x = 20\ndef double():\n    return 2 * x")
    assert page.run("double() + 2") == shown("42")
    assert page.run("_ + 1") == shown("43")
    assert page.printed("print(__name__)") == "__main__\n"


def test_display_shows_at_once_and_several(page: Page) -> None:
    told = page.run("print('a')\ndisplay(1, 'b')\nprint('c')")
    assert told == [
        ("stream", "stdout", "a\n"),
        ("show", "text/plain", "1"),
        ("show", "text/plain", "'b'"),
        ("stream", "stdout", "c\n"),
    ]


RICH = """
class Rich:
    def _repr_html_(self): return "<b>html</b>"
    def _repr_svg_(self): return "<svg/>"
class Bundle(Rich):
    def _repr_mimebundle_(self, **_): return {"image/svg+xml": "<svg id='b'/>"}
class Drawing:
    def _repr_mimebundle_(self, **_): return {"image/svg+xml": "<svg/>"}, {"a": 1}
class Photo:
    def _repr_png_(self): return b"\\x89PNG"
"""


@pytest.mark.parametrize(
    ("source", "media_type", "content"),
    [
        ("Rich()", "text/html", "<b>html</b>"),
        ("Bundle()", "text/html", "<b>html</b>"),  # as when the site is built
        ("Drawing()", "image/svg+xml", "<svg/>"),
        ("Photo()", "image/png", "iVBORw=="),
    ],
)
def test_a_value_is_shown_in_its_best_form(
    page: Page, source: str, media_type: str, content: str
) -> None:
    page.run(RICH)
    assert page.run(source) == shown(content, media_type)
    (kind, name, text) = page.run("Rich")[0]  # the class, not an object of it
    assert (kind, name) == ("show", "text/plain")
    assert "Rich" in text


def test_ipython_display_can_be_imported(page: Page) -> None:
    source = "from IPython.display import HTML, Markdown, SVG, display\ndisplay({})"
    assert page.run(source.format("HTML('<b>')")) == shown("<b>", "text/html")
    assert page.run(source.format("SVG('<svg/>')")) == shown("<svg/>", "image/svg+xml")
    assert page.run(source.format("Markdown('*a*')")) == shown("*a*", "text/markdown")


def test_a_library_that_looks_for_a_shell_of_ipython_finds_none(page: Page) -> None:
    """As matplotlib does when it is first used, and again for each kind of canvas."""
    page.run("from IPython.display import HTML\nimport matplotlib.pyplot as plt")
    assert page.error == ""
    (picture,) = page.run("plt.switch_backend('agg')\nplt.plot([1, 2]);")
    assert picture[:2] == ("show", "image/svg+xml")


def test_a_figure_with_words_is_shown_once_and_a_picture_of_ours_too(
    page: Page,
) -> None:
    page.run("import matplotlib.pyplot as plt\nplt.switch_backend('agg')")
    told = page.run(
        "from minitorch.plot import described\nplt.plot([1, 2])\ndescribed()"
    )
    assert [what[:2] for what in told] == [("show", "image/svg+xml")]
    assert "A line: rising from 1 at x = 0 to 2 at x = 1." in told[0][2]
    told = page.run("figure = plt.figure()\nplt.plot([1, 2])\nfigure")
    assert [what[:2] for what in told] == [("show", "image/svg+xml")]
    told = page.run("from minitorch.plot import plot_fit\nplot_fit('t', [1], [2])")
    assert [what[:2] for what in told] == [("show", "image/svg+xml")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[1, 2]", "[1, 2]"),
        ("list(range(26))", "[" + ",\n ".join(map(str, range(26))) + "]"),
        (
            "{'key': ['x' * 40, 'y' * 40], 'b': 2}",
            f"{{'key': ['{'x' * 40}',\n  '{'y' * 40}'],\n 'b': 2}}",
        ),
        ("{30, 4, 100, 'a'} - {'a'}", "{4, 30, 100}"),
        ("set(range(40))", "{" + ",\n ".join(map(str, range(40))) + "}"),
        ("('z' * 90,)", f"('{'z' * 90}',)"),
    ],
)
def test_long_containers_take_a_line_for_each_item(
    page: Page, source: str, expected: str
) -> None:
    """The right sides are what IPython prints."""
    assert page.run(source) == shown(expected)


def test_a_list_that_contains_itself_is_shown(page: Page) -> None:
    assert page.run("a = ['x' * 90]\na.append(a)\na")[0][0] == "show"


# -- what is printed ----------------------------------------------------------


def test_streams_keep_their_order(page: Page) -> None:
    told = page.run(
        "import sys\nprint('a', end='')\nprint('b', file=sys.stderr)\nprint('c')"
    )
    assert told == [
        ("stream", "stdout", "a"),
        ("stream", "stderr", "b\n"),
        ("stream", "stdout", "c\n"),
    ]


def test_a_line_is_passed_on_before_the_cell_ends(page: Page) -> None:
    page.session.main.told = page.told  # type: ignore[attr-defined]
    page.run("print('epoch 1')\nseen = list(told)\nprint('.', end='', flush=True)")
    assert page.session.main.seen == [("stream", "stdout", "epoch 1\n")]  # type: ignore[attr-defined]
    assert page.told[-1] == ("stream", "stdout", ".")


def test_a_logger_writes_to_the_cell_that_uses_it(page: Page) -> None:
    page.run(
        "import logging\nlog = logging.getLogger('t')\nlog.addHandler("
        "logging.StreamHandler())"
    )
    assert page.run("log.warning('later')") == [("stream", "stderr", "later\n")]


@pytest.mark.parametrize(
    "source",
    [
        "for i in range(10 ** 5): print(i)",
        "print('x' * 10 ** 6)",
        "print('\\n' * 10 ** 5)",
        "for i in range(10 ** 5): print('x', end='')\nprint('y' * 10 ** 6)",
        "for i in range(10 ** 6): print('x', end='')",
        "'x' * 10 ** 6",
    ],
)
def test_a_long_output_is_cut(page: Page, source: str) -> None:
    told = page.run(source)
    text = "".join(text for kind, _, text in told if kind != "note")
    assert 0 < len(text) <= CHARACTERS
    assert text.count("\n") <= LINES
    assert [what for what in told if what[0] == "note"] == [("note", "", CUT)]
    assert told[-1][0] == "note"
    assert page.error == ""
    assert page.printed("print('next')") == "next\n"


def test_an_error_after_a_long_output_is_told(page: Page) -> None:
    told = page.run("for i in range(10 ** 4): print(i)\n1 / 0")
    assert told[-1][:2] == ("error", "ZeroDivisionError")


def test_endless_pictures_are_cut(page: Page) -> None:
    told = page.run("for i in range(1000): display(i)")
    assert len(told) == DISPLAYS + 1
    assert told[-1] == ("note", "", CUT)


def test_a_quiet_cell_tells_only_its_error(page: Page) -> None:
    assert page.run("x = 5\nprint('loud')\ndisplay(x)\nx", quiet=True) == []
    assert page.run("x") == shown("5")
    assert [what[:2] for what in page.run("print(1)\n1 / 0", quiet=True)] == [
        ("error", "ZeroDivisionError")
    ]


# -- errors -------------------------------------------------------------------


def test_a_traceback_shows_the_readers_lines_only(page: Page) -> None:
    page.run("from functools import reduce\ndef f(a, b):\n    return a / b")
    told = page.traceback("x = 1\nreduce(f, [1, 0])")
    assert told.splitlines()[:3] == [
        "Traceback (most recent call last):",
        '  File "cell 2", line 2, in <module>',
        "    reduce(f, [1, 0])",
    ]
    assert '  File "cell 1", line 3, in f' in told
    assert "    return a / b" in told
    assert told.endswith("ZeroDivisionError: division by zero\n")
    assert "session" not in told


def test_an_error_within_a_library_shows_no_line_of_it(page: Page) -> None:
    told = page.traceback("import json\njson.loads('{')")
    assert "decoder.py" not in told
    assert 'File "cell 1", line 2' in told


def test_causes_and_notes_are_told(page: Page) -> None:
    told = page.traceback(
        "try:\n    {}['k']\nexcept KeyError as error:\n    error.add_note('a hint')\n"
        "    raise ValueError('bad') from error"
    )
    assert "KeyError: 'k'\na hint\n" in told
    assert "direct cause" in told
    assert told.endswith("ValueError: bad\n")


def test_groups_are_told(page: Page) -> None:
    told = page.traceback("raise ExceptionGroup('two', [ValueError(1), TypeError(2)])")
    assert "ValueError: 1" in told
    assert "TypeError: 2" in told


def test_a_syntax_error_points_at_its_place(page: Page) -> None:
    told = page.traceback("x = 1\ny = = 2")
    assert 'File "cell 1", line 2' in told
    assert "y = = 2" in told
    assert "^" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("%timeit 1", "know %time, %%time and %matplotlib inline"),
        ("%time", "know %time, %%time and %matplotlib inline"),
        ("x = 1\n!ls", "a browser has none"),
    ],
)
def test_commands_that_are_not_there_are_explained(
    page: Page, source: str, words: str
) -> None:
    assert words in page.traceback(source)


TIMES = r"CPU times: user .* total: .*\nWall time: [\d.]+ \S+\n"


@pytest.mark.parametrize(
    ("source", "before", "result"),
    [
        ("%time x = 3", "", ""),
        ("%%time\nx = 3\nprint(x)", "3\n", ""),
        ("%%time\nx = 3\nx + 1", "", "4"),
        ("x = 2\n%time x + 1", "", "3"),
        ("for x in range(1):\n    %time print('a')", "a\n", ""),
        ("def f(y):\n    %time z = y\n    return z\nf(5)", "", "5"),
        ("%time for x in range(3): pass", "", ""),
    ],
)
def test_a_cell_is_timed(page: Page, source: str, before: str, result: str) -> None:
    told = page.run(source)
    assert page.error == ""
    printed = "".join(text for kind, _, text in told if kind == "stream")
    assert re.fullmatch(before + TIMES, printed)
    assert [text for kind, _, text in told if kind == "show"] == [result] * bool(result)


def test_a_text_with_a_command_in_it_is_left_alone(page: Page) -> None:
    assert page.printed("print('''\n%time x''')") == "\n%time x\n"


def test_lines_keep_their_numbers_where_something_is_timed(page: Page) -> None:
    told = page.traceback("%matplotlib inline\n%time x = 1\n1 / 0")
    assert 'File "cell 1", line 3' in told
    told = page.traceback("%%time\nx = 1\n%time 1 / 0")
    assert 'File "cell 2", line 3' in told


def test_a_remainder_is_no_command_of_jupyter(page: Page) -> None:
    assert "Jupyter" not in page.traceback("x = 5 % )")


def test_the_end_of_a_failed_cell_does_not_end_the_session(page: Page) -> None:
    page.run("x = 1\n1 / 0")
    assert page.run("x") == shown("1")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import sys\nsys.exit(2)", "SystemExit"),
        ("exit = quit = None\nraise SystemExit", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(): f()\nf()", "RecursionError"),
        ("class E(BaseException): pass\nraise E", "E"),
        ("class Bad:\n    def __repr__(self): 1 / 0\nBad()", "ZeroDivisionError"),
    ],
)
def test_whatever_a_cell_raises_the_next_one_runs(
    page: Page, source: str, name: str
) -> None:
    assert name in page.traceback(source)
    assert page.error == name
    assert page.run("1") == shown("1")


def test_input_takes_what_the_reader_types(page: Page) -> None:
    page.answers = ["Ada", "3"]
    assert page.printed("x = input('name? ')\ny = int(input())\nprint(x, y)") == (
        "name? Ada\n3\nAda 3\n"
    )


def test_input_where_nobody_can_answer_says_what_to_do() -> None:
    page = Page()
    page.session.ask = nobody
    assert "Write the value into the code" in page.traceback("input('name? ')")


def test_a_cell_may_await(page: Page) -> None:
    page.run(
        "import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x"
    )
    assert page.run("await f(3)") == shown("3")
    assert page.run("a, b = await asyncio.gather(f(1), f(2))\na + b") == shown("3")
    assert page.printed("print(await f('x'))") == "x\n"
    assert "cannot be called from a running event loop" in page.traceback(
        "c = f(1)\ntry:\n    asyncio.run(c)\nfinally:\n    c.close()"
    )


def test_clear_output_takes_away_and_gives_room_again(page: Page) -> None:
    told = page.run(
        "from IPython.display import clear_output\nfor i in range(3):\n"
        "    print('x' * 60_000)\n    clear_output(wait=True)\nprint('last')"
    )
    assert [what[:2] for what in told] == [
        ("stream", "stdout"),
        ("clear", "wait"),
    ] * 3 + [("stream", "stdout")]
    assert page.run("display(1, clear=True)")[0] == ("clear", "", "")


def test_a_line_that_is_written_over_is_told_now_and_then(page: Page) -> None:
    told = page.run(
        "for i in range(100_000):\n    print(f'epoch {i:50}', end='\\r')\nprint('done')"
    )
    texts = [text for _, _, text in told]
    assert len(texts) < 100
    assert all(text.count("epoch") <= 1 for text in texts)
    assert texts[-1].endswith("\rdone\n")


@pytest.mark.parametrize(
    "source",
    [
        "import threading\nthreading.stack_size\n"
        'raise RuntimeError("can\'t start new thread")',
        "raise ModuleNotFoundError(\"No module named '_multiprocessing'\", "
        "name='_multiprocessing')",
        "raise OSError(52, 'Function not implemented')",
    ],
)
def test_what_a_browser_cannot_start_is_told(page: Page, source: str) -> None:
    assert "one process with one thread" in page.traceback(source)
    assert "Packages are loaded" not in page.traceback(source)


def test_a_name_that_ipython_display_lacks_here_is_told(page: Page) -> None:
    told = page.traceback("from IPython.display import Audio")
    assert "HTML, Latex, Markdown, Math, SVG, clear_output, display" in told


def test_a_missing_package_is_explained(page: Page) -> None:
    assert "There is no nonesuch" in page.traceback("import nonesuch.part")
    hidden = page.traceback("__import__('nonesuch')")
    assert "write `import nonesuch`" in hidden


# -- what is defined in cells -------------------------------------------------


def test_functions_and_classes_of_cells_are_found(page: Page) -> None:
    page.run(
        "from dataclasses import dataclass\nfrom typing import get_type_hints\n"
        "@dataclass\nclass Point:\n    x: 'float'\n\ndef f(a):\n    return a"
    )
    assert page.run("import pickle\npickle.loads(pickle.dumps(Point(2.0)))") == shown(
        "Point(x=2.0)"
    )
    assert page.printed("import inspect\nprint(inspect.getsource(f), end='')") == (
        "def f(a):\n    return a\n"
    )
    assert page.run("get_type_hints(Point)['x'].__name__") == shown("'float'")


def test_the_programs_own_main_module_is_left_alone(page: Page) -> None:
    before = sys.modules["__main__"]
    page.run("x = 1")
    assert sys.modules["__main__"] is before
    assert not hasattr(before, "x")
    assert inspect.ismodule(before)
    assert pickle.dumps(1)


# -- what a cell needs --------------------------------------------------------

ROOT = str(Path(__file__).parents[1])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import math, json", []),
        ("import numpy as np", ["numpy"]),
        ("from numpy.linalg import norm", ["numpy"]),
        ("def f():\n    import matplotlib.pyplot", ["matplotlib"]),
        ("import minitorch\nminitorch.Scalar(1.0)", []),
        ("from minitorch import Scalar, operators", []),
        ("from minitorch import tensor", ["numpy"]),
        ("from minitorch import *", []),  # modules 0 and 1 do without numpy
        ("from minitorch import *\nx = Scalar(1.0)", []),
        ("from minitorch import *\nx = tensor([1])", ["numpy"]),
        ("import minitorch\nminitorch.softmax", ["numpy"]),
        ("from minitorch import eye", ["numpy"]),
        ("import minitorch\nminitorch.rand(3)", ["numpy"]),
        ("import minitorch as torch", ["numpy"]),  # for later cells, too
        ("import minitorch\nminitorch.linspace(0, 1, 3)", ["numpy"]),
        ("import minitorch\nminitorch.topk", ["numpy"]),
        ("import minitorch.nn", ["numpy"]),
        ("from minitorch.nn import Linear", ["numpy"]),
        ("minitorch.tensor([1])", ["numpy"]),  # imported in an earlier cell
        ("from minitorch.plot import plot_regions, row", []),
        ("from minitorch.plot import plot_fit", ["matplotlib", "numpy"]),
        ("from minitorch.plot import described", ["matplotlib", "numpy"]),
        ("not Python", []),
    ],
)
def test_what_imports_lead_to_is_found(source: str, expected: list[str]) -> None:
    assert needed(source, ROOT) == expected


def test_what_a_star_has_promised_is_needed_where_it_is_used() -> None:
    later = {"tensor": "minitorch"}
    assert needed("tensor([1])", ROOT, later=later) == ["numpy"]
    assert needed("Scalar(1.0)", ROOT, later=later) == []


def test_a_star_gives_what_can_be_had_and_the_rest_when_it_is_used(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_numpy(name: str) -> Any:
        return None if name == "numpy" else find_spec(name)

    monkeypatch.setattr("session.stars.find_spec", without_numpy)
    page.run("from minitorch import *")
    assert page.error == ""
    assert page.run("Scalar(2.0).data") == shown("2.0")
    assert "tensor" in page.session.stars.later
    monkeypatch.undo()  # the page has loaded it by now
    assert page.run("tensor([1.0]).shape") == shown("(1,)")


def test_what_an_extra_imports_is_not_asked_for(tmp_path: Path) -> None:
    """Hypothesis names a package for older Pythons; the course's modules count."""
    (tmp_path / "hypothesis").mkdir()
    (tmp_path / "hypothesis" / "__init__.py").write_text("import old", "utf-8")
    needs = "import hypothesis"
    assert needed(needs, str(tmp_path), ["hypothesis"]) == ["hypothesis"]
    assert needed(needs, str(tmp_path)) == ["old"]


def test_graphs_that_lost_their_name_are_freed() -> None:
    def alive() -> int:
        return sum(isinstance(one, Scalar) for one in gc.get_objects())

    session = Session(lambda *what: None)
    before = alive()
    run = lambda *what: asyncio.run(session.run(*what))  # noqa: E731
    run(1, "from minitorch import Scalar\nx = Scalar(1.0)\ny = x")
    run(2, "for i in range(5):\n    y = y * 2.0 + x\nz = y")
    made = alive() - before
    assert made >= 11
    run(3, "y = None")
    assert alive() - before == made
    run(4, "y = x + 1.0\nz = None")
    assert alive() - before == 3
    run(5, "del y, x")
    assert alive() == before


def test_parts_that_are_stored_apart_are_found() -> None:
    extras = ["minitorch.data.digits", "hypothesis"]
    assert needed("import hypothesis.strategies", ROOT, extras) == ["hypothesis"]
    assert needed("from minitorch.data.digits import x", ROOT, extras) == [
        "minitorch.data.digits"
    ]
    assert needed("from minitorch import Scalar", ROOT, extras) == []
