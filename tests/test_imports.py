"""What importing the package costs, and that its files build on one another."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import minitorch

PACKAGE = Path(minitorch.__file__).parent

# The order in which the course teaches them: each imports only from those before it.
ORDER = [
    "typed",
    "operators",
    "points",
    "digits",
    "state",
    "module",
    "autodiff",
    "function",
    "scalar",
    "numerical",
    "steps",
    "optim",
    "collector",
    "fused",
    "program",
    "replay",
    "recording",
    "walks",
    "indexing",
    "layouts",
    "tensor_data",
    "loops",
    "ufuncs",
    "loop_methods",
    "loop_array",
    "backends",
    "elementwise",
    "reductions",
    "shapes",
    "matmul",
    "tensors",
    "creation",
    "tensor_check",
    "saving",
    "losses",
    "nn",
]

# From here on files may load numpy; whoever learns from those before need not have it.
NUMPY = ORDER[ORDER.index("ufuncs") :]


def imported(name: str) -> set[str]:
    """The package's files that a file imports when it runs."""
    found = set()
    for node in running_code(ast.parse((PACKAGE / f"{name}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full here"
            prefix = str(node.module)
            found |= {prefix} | {f"{prefix}.{alias.name}" for alias in node.names}
    inside = {n.split(".")[1] for n in found if n.startswith("minitorch.")}
    return {n for n in inside if (PACKAGE / f"{n}.py").exists() or n in ORDER}


def running_code(node: ast.AST) -> list[ast.AST]:
    """All nodes below one, but for what only type checkers read."""
    found = [node]
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        found.extend(running_code(child))
    return found


def test_the_order_names_every_file_of_the_engine() -> None:
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert files == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_each_file_imports_only_files_before_it(name: str) -> None:
    assert imported(name) <= set(ORDER[: ORDER.index(name)])


def test_the_test_above_sees_imports() -> None:
    assert imported("scalar") == {"autodiff", "function", "operators", "typed"}
    assert "autodiff" in imported("function")
    assert imported("typed") == set()


@pytest.mark.parametrize("name", ["minitorch", *[f"minitorch.{n}" for n in ORDER]])
def test_importing_it_first_works_and_loads_nothing_heavy(name: str) -> None:
    program = (
        f"import sys, {name}\n"
        "heavy = {'numpy', 'matplotlib', 'minitorch.plot', 'torch', 'hypothesis'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    allowed = {"[]", "['numpy']"} if name.split(".")[-1] in NUMPY else {"[]"}
    assert result.stdout.strip() in allowed


def python_without_packages(program: str) -> str:
    """What a program prints where not even `site` has loaded anything."""
    start = f"import sys; sys.path.append({str(PACKAGE.parent)!r})\n"
    command = [sys.executable, "-ISc", start + program]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return result.stdout.strip()


def test_scalars_do_without_what_is_slow_to_import() -> None:
    program = (
        "import minitorch\n"
        "slow = {'typing', 're', 'inspect', 'dataclasses', 'functools', 'random'}\n"
        "print(sorted(slow & set(sys.modules)))\n"
        "x = minitorch.Scalar(3.0)\n"
        "(x * x + minitorch.operators.sum([1.0, 2.0])).backward()\n"
        "print(x.derivative)"
    )
    assert python_without_packages(program).splitlines() == ["[]", "6.0"]


def test_where_typing_is_loaded_annotations_are_its_own() -> None:
    program = (
        "import typing, minitorch\n"
        "hints = typing.get_type_hints(minitorch.Scalar.constant)\n"
        "print(hints['value'] is typing.Any, hints['return'] is typing.Self)"
    )
    assert python_without_packages(program) == "True True"


def test_pictures_import_numpy_for_tensors_alone_and_matplotlib_never() -> None:
    named = {
        (path.stem, package)
        for path in PACKAGE.glob("plot/**/*.py")
        for package in re.findall(
            r"^ *(?:from|import) (numpy|matplotlib)\b", path.read_text("utf-8"), re.M
        )
    }
    assert named == {("memory", "numpy")}
    program = (
        "import sys, minitorch.plot\n"
        "assert not {'numpy', 'matplotlib'} & set(sys.modules)\n"
        "for name in minitorch.plot.__all__: getattr(minitorch.plot, name)\n"
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


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
