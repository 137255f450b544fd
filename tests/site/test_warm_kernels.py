"""Kernels that are forked give what kernels that start from nothing give."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import warm_kernels
from miniature import NOTEBOOK, Miniature

FACTS = """\
import sys, __main__
print(__name__, __main__.__dict__ is globals(), sys.path[0] in ("", "docs"))
print(sorted(name for name in globals() if not name.startswith("_")))
print("minitorch" in sys.modules, sys.argv[0].endswith("ipykernel_launcher.py"))
import os, random
print(os.path.basename(os.getcwd()), os.environ["PYTHONHASHSEED"], sys.flags.dev_mode)
import numpy, matplotlib
print(matplotlib.rcParams["font.size"], matplotlib.get_backend())"""
BAD = {
    "raises": ("1 / 0", "ZeroDivisionError"),
    "syntax": ("if True print(1)", "SyntaxError"),
    "slow": ("import time; time.sleep(100)", "it ran for more than 5 seconds"),
    "exits": ("import os; os._exit(3)", "died"),
    "crashes": ("import ctypes; ctypes.string_at(0)", "died"),
    "memory": ("raise MemoryError('much')", "MemoryError: much"),
}


def pages_of(course: Miniature, cells: dict[str, str]) -> None:
    """Give the course a page for each cell."""
    for name, cell in cells.items():
        course.write(f"docs/{name}.md", NOTEBOOK % cell)
    index = (course.root / "index.md").read_text().rstrip("\n`")
    course.write("index.md", "\n".join([index, *(f"docs/{n}" for n in cells), "```\n"]))


def test_a_forked_kernel_is_like_any_other(tmp_path: Path) -> None:
    sites = []
    for switch in ("1", "0"):
        course = Miniature(tmp_path / switch)
        pages_of(course, {"facts": FACTS, "random": "print(hash('text'))"})
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(warm_kernels.SWITCH, switch)
            built = course.build()
        assert built.returncode == 0, built.stderr
        sites.append(course.site())
    assert sites[0].keys() == sites[1].keys()
    assert [name for name in sites[0] if sites[0][name] != sites[1][name]] == []


def test_all_that_can_go_wrong_is_in_one_report(tmp_path: Path) -> None:
    course = Miniature(tmp_path)
    conf = (tmp_path / "conf.py").read_text()
    course.write("conf.py", conf.replace("timeout = 20", "timeout = 5"))
    pages_of(course, {name: cell for name, (cell, _) in BAD.items()})
    built = course.build()
    assert built.returncode == 1
    for name, (_, words) in BAD.items():
        (place,) = [
            part
            for part in built.stderr.split("docs/")
            if part.startswith(f"{name}.md:8 (code cell 1):\n")
        ]
        assert words in place
    assert "and 5 more above" in built.stderr.splitlines()[-1]
    assert kernels_of(tmp_path) == []


def test_two_kernels_draw_different_random_numbers(tmp_path: Path) -> None:
    course = Miniature(tmp_path)
    draw = "import numpy, random\nprint('drew', random.random(), numpy.random.rand())"
    pages_of(course, {"first": draw, "second": draw + "\n"})
    assert course.build().returncode == 0
    drawn = [
        line
        for name in ("first", "second")
        for line in (tmp_path / f"_build/html/docs/{name}.html")
        .read_text()
        .splitlines()
        if "drew" in line and "print" not in line
    ]
    assert len(drawn) == 2
    assert not set(numbers(drawn[0])) & set(numbers(drawn[1]))


def numbers(line: str) -> list[str]:
    return [word for word in line.replace("<", " ").split() if word.startswith("0.")]


def kernels_of(folder: Path) -> list[str]:
    """The processes that still run in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if folder in (process / "cwd").readlink().parents:
                found.append((process / "cmdline").read_text())
        except OSError:
            continue  # it has ended, or is not ours
    return found


def test_without_fork_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_kernels, "prepare_kernels", lambda build: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "only Linux can fork" in warm_kernels.start(tmp_path)
    monkeypatch.setenv(warm_kernels.SWITCH, "0")
    assert warm_kernels.start(tmp_path) == ""


ON_LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="kernels are forked on Linux only"
)


@ON_LINUX
def test_the_server_tells_how_a_kernel_ended(tmp_path: Path) -> None:
    server = warm_kernels.ForkServer()
    log = str(tmp_path / "log")
    request = {"argv": [], "cwd": str(tmp_path), "env": {"KERNEL_LOG": log}}
    process = warm_kernels.ForkedProcess(server, request)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    assert (process.wait(), process.poll()) == (-signal.SIGKILL, -signal.SIGKILL)
    server.close()
    with pytest.raises(RuntimeError, match="WARM_KERNELS=0 make html"):
        server.ask({"poll": process.pid})


@pytest.mark.parametrize("switch", ["1", "0"])
def test_a_kernel_that_dies_before_it_is_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, switch: str
) -> None:
    monkeypatch.setenv(warm_kernels.SWITCH, switch)
    course = Miniature(tmp_path)
    course.write("docs/_ext/kernel/ipython_kernel_config.py", "import os; os._exit(3)")
    built = course.build()
    assert built.returncode == 1
    assert "docs/page.md: RuntimeError: The kernel died before" in built.stderr


@ON_LINUX
def test_the_server_ends_with_the_build() -> None:
    """A build that is killed leaves no process behind."""
    code = (
        "import os, warm_kernels; server = warm_kernels.ForkServer()\n"
        "print(server.process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    folder = Path(warm_kernels.__file__).parent
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    pid = int(run.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists() or "Z" in state(pid):
            return
        os.sched_yield()
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail(f"The process {pid} still runs.")


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().split()[2]
