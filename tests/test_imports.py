"""What importing the package costs, and that its files build on one another."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import minitorch

PACKAGE = Path(minitorch.__file__).parent
ROOT = PACKAGE.parent
HEAVY = {"numpy", "matplotlib", "torch", "hypothesis", "minitorch.plot"}

# The syllabus, as the package's own docstring tells it: files, and rooms with a slash.
SYLLABUS = re.findall(r"^``(\w+)/?``", str(minitorch.__doc__), re.M)


def files(folder: Path) -> dict[str, Path]:
    """All files of a folder, by the name under which one imports them."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def imports(name: str, known: dict[str, Path]) -> Iterator[str]:
    """The files that a file imports, anywhere in it, for type checkers too."""
    package = name if known[name].stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(known[name].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            start = parents[: len(parents) + 1 - node.level] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield from [n for n in (inner, source) if n in known][:1]


def graph(folder: Path) -> dict[str, set[str]]:
    """Who imports whom."""
    known = files(folder)
    return {name: set(imports(name, known)) - {name} for name in known}


def entry(name: str) -> str:
    """The entry of the syllabus that a file belongs to."""
    return name.split(".")[1]


@pytest.mark.parametrize("folder", ["minitorch", "docs/_ext", "bench"])
def test_imports_go_in_no_circle(folder: str) -> None:
    TopologicalSorter(graph(ROOT / folder)).prepare()  # it names a circle that it finds


def test_the_test_above_sees_imports(tmp_path: Path) -> None:
    room = tmp_path / "room"
    (room / "inner").mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "a": "from room import b\nimport os",
        "b": "if TYPE_CHECKING:\n    import room.inner.c",
        "inner/__init__": "",
        "inner/c": "def later():\n    from ..a import x",
        "inner/d": "from . import c",
    }.items():
        (room / f"{name}.py").write_text(text, "utf-8")
    assert graph(room) == {
        "room": set(),
        "room.a": {"room.b"},
        "room.b": {"room.inner.c"},
        "room.inner": set(),
        "room.inner.c": {"room.a"},
        "room.inner.d": {"room.inner.c"},
    }


def test_the_syllabus_names_every_file_and_room() -> None:
    there = {entry(name) for name in files(PACKAGE) if "." in name}
    assert sorted(SYLLABUS) == sorted(there)


def test_each_file_imports_only_what_is_taught_before_it() -> None:
    early = {
        f"{name} imports {other}"
        for name, others in graph(PACKAGE).items()
        for other in others
        if "." in name and "." in other
        if SYLLABUS.index(entry(other)) > SYLLABUS.index(entry(name))
    }
    assert not early


def loaded_by(program: str) -> set[str]:
    """The heavy packages that a program has loaded, without what `site` loads."""
    start = f"import sys; sys.path.append({str(ROOT)!r})\n"
    end = f"\nprint(*{HEAVY!r} & set(sys.modules))"
    command = [sys.executable, "-I", "-c", start + program + end]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(result.stdout.split())


def test_scalars_and_what_belongs_to_them_do_without_numpy() -> None:
    light = [
        name
        for name in files(PACKAGE)
        if not re.search(
            r"\b(plot|tensors|backends|losses|nn\w*|layers|criteria|containers|first_values|utils|loading|checkpoints|saving"
            r"|tensor_ops|tensor_functions|norms|fused\.\w+|self_attention|blocks|gpt"
            r"|sampling)\b",
            name,
        )
    ]
    assert {"minitorch", "minitorch.optim", "minitorch.faster.replay"} <= set(light)
    assert loaded_by("\n".join(f"import {name}" for name in light)) == set()


def test_scalars_compute_where_no_package_is_installed() -> None:
    program = (
        f"import sys; sys.path.append({str(ROOT)!r})\n"
        "import minitorch\n"
        "x = minitorch.Scalar(3.0)\n"
        "(x * x + minitorch.operators.sum([1.0, 2.0])).backward()\n"
        "print(x.derivative)"
    )
    command = [sys.executable, "-ISc", program]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "6.0"


def test_pictures_import_numpy_and_matplotlib_only_when_they_need_them() -> None:
    assert loaded_by("import minitorch.plot") == {"minitorch.plot"}
    light = "from minitorch.plot import plot_contours, plot_regions, row, use_look"
    assert loaded_by(light) == {"minitorch.plot"}
    tensors = "from minitorch.plot import plot_storage"
    assert loaded_by(tensors) == {"minitorch.plot", "numpy"}
    charts = "from minitorch.plot import plot_fit"
    assert loaded_by(charts) == {"minitorch.plot", "numpy", "matplotlib"}


def test_every_public_name_is_there() -> None:
    assert sorted(minitorch.__all__) == sorted(set(minitorch.__all__))
    for name in minitorch.__all__:
        assert hasattr(minitorch, name)


def test_the_names_that_lectures_use_are_public() -> None:
    wanted = """Scalar ScalarFunction ScalarHistory Context Module Parameter SGD
        central_difference derivative_check topological_sort backpropagate datasets
        operators Variable Function PointSet"""
    assert set(wanted.split()) <= set(minitorch.__all__)
    operators = """mul id add neg lt eq max is_close sigmoid relu log exp log_back inv
        inv_back relu_back map zipWith reduce negList addLists sum prod"""
    for name in operators.split():
        assert callable(getattr(minitorch.operators, name))
