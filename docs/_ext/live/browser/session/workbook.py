"""The workbook on a page: checks answers with its own tests, and puts them into use.

`work`, `project` and the tests are an archive that a page loads when it needs them, and
stand beside the course's packages. Answers go into a copy of all that. What cells
import after a check is taken from there: they run on the reader's own functions.
"""

import base64
import json
import shutil
import sys
from pathlib import Path
from typing import Any

COURSE = Path("/course")  # where the archives are unpacked
OWN = Path("/own")  # the same with the reader's answers in it
PARTS = ("minitorch", "project", "tests")

Given = dict[str, Any]  # what a page sends, and what it gets


def call(name: str, given: str) -> str:
    """Do what a page asks for.

    Args:
        name: "check", "use", "release", "pack" or "unpack".
        given: what the function is given, as JSON.

    Returns:
        What it returns, as JSON.
    """
    return json.dumps(ASKED[name](json.loads(given)))


def check(given: Given) -> Given:
    """Check an answer, and leave it in use.

    Args:
        given: the `number` of the task, its `answer`, the text that it began as
            (`start`), and the right answers to `others`, by their numbers.

    Returns:
        What work.run says; or `unreadable`, a sentence, where the answer is no Python.
    """
    from work.answers import Unreadable
    from work.run import run

    try:
        places = put_all(given)
    except Unreadable as error:
        return {"unreadable": str(error)}
    result: Given = json.loads(run(given["number"], OWN, places).as_json())
    use(given)
    return result


def use(given: Given) -> Given:
    """Have cells run on an answer; what is not written yet stays the engine's own."""
    from work.anew import Finder, forget

    put_all(given, but=unwritten(given))
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder(OWN))
    sys.dont_write_bytecode = True  # two versions may be written in the same second
    forget()
    return {}


def release(given: Given) -> Given:
    """Have cells run on the engine's own functions again."""
    from work.anew import Finder, forget

    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, Finder)]
    forget()
    return {}


def unwritten(given: Given) -> set[str]:
    """The functions of an answer that are still as the page gave them."""
    from work.answers import functions, parsed, source

    def sources(text: str) -> dict[str, str]:
        found = functions(parsed(text, "your answer"))
        return {name: source(text, node) for name, node in found.items()}

    start, answer = sources(given["start"]), sources(given["answer"])
    return {name for name, text in answer.items() if start.get(name) == text}


def put_all(given: Given, but: set[str] | None = None) -> list[Any]:
    """Write the answers into the files of their functions.

    What the answer to the task does not have is a hole.

    Args:
        given: as for `check`.
        but: functions that are the engine's own, also where that is not so.

    Returns:
        Where the lines of the answer stand now.

    Raises:
        work.answers.Unreadable: the answer is not Python.
    """
    from work import answers
    from work.tasks import file_of, task

    for part in PARTS:
        shutil.copytree(COURSE / part, OWN / part, dirs_exist_ok=True)
    number = given["number"]
    holes = [] if but is not None else [(number, given["start"])]
    places: list[Any] = []
    for other, answer in [*given["others"].items(), *holes, (number, given["answer"])]:
        files = map(file_of, task(other).modules)
        texts = {name: (OWN / name).read_text("utf-8") for name in files}
        texts, places = answers.put_all(answer, texts, task(other), but=but or ())
        for name, text in texts.items():
            (OWN / name).write_text(text, encoding="utf-8")
    return places


def pack(given: Given) -> Given:
    """Write the file that is handed in; as base64, for JSON holds no bytes."""
    from work.submission import Entry, Submission, write

    entries = {number: Entry(**entry) for number, entry in given["entries"].items()}
    data = write(Submission(version(), entries))
    return {"file": base64.b64encode(data).decode()}


def unpack(given: Given) -> Given:
    """Read such a file; `refused` says in a sentence why it is none."""
    from work.submission import Refused, read

    try:
        found = read(base64.b64decode(given["file"]))
    except Refused as error:
        return {"refused": str(error)}
    entries = {number: vars(entry) for number, entry in found.entries.items()}
    return {"entries": entries, "remarks": found.remarks}


def version() -> str:
    """The version of the workbook."""
    return (COURSE / "work" / "version.txt").read_text(encoding="utf-8").strip()


ASKED = {one.__name__: one for one in (check, use, release, pack, unpack)}
