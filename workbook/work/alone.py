"""Runs the checks of one task in a Python of its own: what fails there, fails there.

The Python that is started runs this file, `python -P work/alone.py FOLDER`: it finds
in the folder what to do, and leaves there what came of it.
"""

import faulthandler
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, NoReturn, TextIO

if TYPE_CHECKING:
    from work.answers import Place
    from work.run import Result

LIMIT = 10.0  # seconds of computing; the checks themselves need less than 5
PATIENCE = 12  # so much longer it may take: it waits, or the system has much to do
MEMORY = 4 * 2**30  # bytes, where the system counts them
COMPUTED, WAITED = "Computed for too long", "Timeout"  # what a trace begins with
WORKBOOK, JOB, RESULT, TRACE = "workbook", "job.json", "result.json", "trace.txt"


def alone(
    files: Mapping[str, bytes],
    number: str,
    places: Iterable["Place"] = (),
    limit: float = LIMIT,
    stop: Event | None = None,
) -> "Result":
    """Run the checks of a task on the files of a workbook, in another process.

    Args:
        files: by their name in the workbook.
        number: of the task.
        places: where the lines of an answer were put.
        limit: after how many seconds of computing the program is ended.
        stop: ends it at once when it is set.
    """
    from work.run import Result

    with TemporaryDirectory(prefix="workbook", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        write(folder / WORKBOOK, files)
        job = {
            "number": number,
            "limit": limit,
            "patience": PATIENCE * limit,
            "places": [asdict(p) for p in places],
        }
        (folder / JOB).write_text(json.dumps(job), encoding="utf-8")
        began = time.perf_counter()
        code = ended(folder, limit, stop or Event())
        try:
            return Result.from_json((folder / RESULT).read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):
            result = without_result(folder, code, number, limit)
            result.seconds = time.perf_counter() - began
            return result


def write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a new folder."""
    for folder in {(target / name).parent for name in files}:
        folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (target / name).write_bytes(data)


def ended(folder: Path, limit: float, stop: Event) -> int:
    """Run this file in another Python, and wait for its end; its exit code."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST"))
    }
    kept["OPENBLAS_NUM_THREADS"] = "1"  # each thread would take some of the memory
    program = folder / WORKBOOK / "work" / Path(__file__).name
    process = subprocess.Popen(
        [sys.executable, "-P", "-X", "utf8", str(program), str(folder)],
        cwd=folder / WORKBOOK,
        env=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A group of its own, so that what the student's program starts ends with it.
        start_new_session=os.name == "posix",
    )
    # It ends itself at the limit, and says where it was; a bit later it is ended.
    end = time.monotonic() + PATIENCE * limit + 10
    try:
        while process.poll() is None and time.monotonic() < end and not stop.is_set():
            time.sleep(0.02)
    finally:
        end_all(process)
        code = process.wait()
    return code


def end_all(process: "subprocess.Popen[bytes]") -> None:
    """End a process and those that it has started."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return  # all of them have ended
    else:
        process.kill()


def without_result(folder: Path, code: int, number: str, limit: float) -> "Result":
    """What to tell about a program that ended before its checks did."""
    from work.mistakes import Lines, at
    from work.run import Failure, Result
    from work.tasks import all_tasks, task

    one = task(number)
    others = [other for other in all_tasks() if other != one]
    lines = Lines(folder / WORKBOOK, [one, *others])
    trace = read(folder / TRACE)
    steps = traced(trace, lines.own)
    if trace.startswith(COMPUTED):
        kind = "Endless"
        message = (
            f"it was still running after {limit:g} seconds; is there a loop that never "
            "ends?"
        )
    elif trace.startswith(WAITED):
        kind = "Endless"
        found = re.match(rf"{WAITED}: (.*)", trace)
        spent = f", and computed for {found[1]} of them" if found else ""
        message = (
            f"it had not ended after {PATIENCE * limit:g} seconds{spent}; does it wait "
            "for something? A busy machine may be the reason, too: check again"
        )
    elif trace or code < 0:
        kind = "Crash"
        message = f"Python itself broke off ({reason(trace, code)})"
    else:
        kind, message = "Exit", f"Python was ended, with exit code {code}"
    place = lines.owned(steps)
    if kind == "Crash" and place is None:
        message += "; did it take all the memory there is?"
    told = at(kind, message, place, lines)
    return Result(number, failures=[Failure("running to the end", mistake=told)])


def read(path: Path) -> str:
    """The text of a file; "" where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def reason(trace: str, code: int) -> str:
    """Why Python broke off, in a few words."""
    first = trace.strip().split("\n")[0].removeprefix("Fatal Python error: ")
    if first:
        return first
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"exit code {code}"


def traced(trace: str, own: Iterable[str]) -> list[tuple[str, int]]:
    """The lines of a student's files in what `faulthandler` wrote, the last first."""
    found = []
    for name, line in re.findall(r'File "(.*)", line (\d+)', trace):
        path = name.replace("\\", "/")
        found += [(f, int(line)) for f in own if path.endswith(f"/{WORKBOOK}/{f}")]
    return found[::-1]


def main() -> None:
    """Do what the folder says; what is not done in time is left."""
    folder = Path(sys.argv[1])
    job = json.loads((folder / JOB).read_text(encoding="utf-8"))
    trace = (folder / TRACE).open("w", encoding="utf-8")
    faulthandler.enable(trace)
    limits = job["limit"], job["patience"]
    Thread(target=watch, args=(*limits, trace, os._exit), daemon=True).start()
    # A call that lets no other thread run stops the watch as well.
    faulthandler.dump_traceback_later(job["patience"] + 2, exit=True, file=trace)
    limit_memory()
    # Nothing else that stands beside this package is imported by chance.
    sys.path.insert(0, str(folder / WORKBOOK))
    import work  # noqa: F401

    sys.path.pop(0)
    from work.answers import Place
    from work.run import run

    leave, os._exit = os._exit, refuse  # type: ignore[assignment]
    places = [Place(**place) for place in job["places"]]
    result = run(job["number"], folder / WORKBOOK, places)
    written = folder / (RESULT + ".new")
    written.write_text(result.as_json(), encoding="utf-8")
    written.replace(folder / RESULT)
    leave(0)  # threads that the student's program has left behind end, too


def watch(
    limit: float, patience: float, trace: TextIO, leave: Callable[[int], NoReturn]
) -> None:
    """End this process when it took too long, and leave word where.

    Args:
        limit: so many seconds it may compute.
        patience: so many seconds may pass.
        trace: where word is left.
        leave: ends the process.
    """
    end = time.monotonic() + patience
    while (computed := time.process_time()) < limit and time.monotonic() < end:
        time.sleep(0.1)
    why = COMPUTED if computed >= limit else f"{WAITED}: {computed:.1f}"
    trace.write(f"{why}\n")
    trace.flush()
    faulthandler.dump_traceback(trace)
    leave(1)


def refuse(code: int = 0) -> NoReturn:
    """Take the place of `os._exit`, so that the line that calls it can be told."""
    raise SystemExit(code)


def limit_memory() -> None:
    """Make a list that grows without end an error, and no trouble for the system."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # a system that does not count


if __name__ == "__main__":
    main()
