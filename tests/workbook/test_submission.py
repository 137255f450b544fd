"""The one file that is handed in: what is written is read, and nothing else is."""

import io
import json
import re
import warnings
import zipfile

import pytest

from work.submission import Entry, Refused, Submission, read, write

ENTRIES = {
    "0.1": Entry("def mul(x, y):\n    return x * y  # µ\n", right=True),
    "1.4": Entry("", hints=3),
    "2.1": Entry("x =", right=False, hints=1),
}
ABOUT = {"format": 1, "version": "abc", "tasks": {"0.1": {"right": True, "hints": 2}}}
ANSWER = "x = 1\n"


def zipped(about: object = ABOUT, **members: str | bytes) -> bytes:
    """A zip file like a submission, with other members."""
    text = about if isinstance(about, str) else json.dumps(about)
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as file:
        warnings.simplefilter("ignore")  # the same name twice
        if text:
            file.writestr("submission.json", text)
        for name, data in members.items():
            file.writestr(name, data)
    return buffer.getvalue()


def test_what_is_written_is_read() -> None:
    found = read(write(Submission("abc", ENTRIES)))
    assert found == Submission("abc", ENTRIES)


def test_the_same_contents_are_the_same_bytes() -> None:
    again = Submission("abc", dict(reversed(ENTRIES.items())))
    assert write(Submission("abc", ENTRIES)) == write(again)


def test_members_may_be_stored_in_any_order_and_with_windows_line_ends() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        file.writestr("task0_1.py", b"\xef\xbb\xbfx = 1\r\n")
        file.writestr("submission.json", json.dumps(ABOUT))
    found = read(buffer.getvalue())
    assert found.entries == {"0.1": Entry("x = 1\n", right=True, hints=2)}
    assert not found.remarks


def locked() -> bytes:
    """A submission whose members say that they are encrypted."""
    data = bytearray(zipped())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged() -> bytes:
    """A submission with another letter in an answer."""
    return zipped(**{"task0_1.py": b"x = 1"}).replace(b"x = 1", b"x = 2")


def a_bomb() -> bytes:
    """A small file that is large when it is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("submission.json", json.dumps(ABOUT))
        file.writestr("task0_1.py", b"#" * 50_000_000)
    return buffer.getvalue()


def a_bomb_that_lies() -> bytes:
    """The same, and it says of itself that it is small."""
    data = a_bomb()
    size = (50_000_000).to_bytes(4, "little")
    assert size in data
    return data.replace(size, (100).to_bytes(4, "little"))


REFUSED = {
    "nothing": (b"", "not a zip file"),
    "text": (b"def f(): pass", "not a zip file"),
    "half": (zipped(**{"task0_1.py": ANSWER * 99})[:400], "not a zip file"),
    "damaged": (damaged(), "damaged"),
    "locked": (locked(), "password"),
    "bomb": (a_bomb(), "more than"),
    "lying bomb": (a_bomb_that_lies(), "damaged|more than"),
    "many": (zipped(**{f"a{i}.py": "" for i in range(999)}), "1000 files"),
    "path": (zipped(**{"work/task0_1.py": ANSWER}), "in a folder"),
    "up": (zipped(**{"../task0_1.py": ANSWER}), "in a folder"),
    "root": (zipped(**{"/task0_1.py": ANSWER}), "in a folder"),
    "backslash": (zipped(**{"a\\task0_1.py": ANSWER}), "in a folder"),
    "drive": (zipped(**{"c:task0_1.py": ANSWER}), "in a folder"),
    "twice": (zipped(**{"submission.json": "{}"}), "twice"),
    "no contents": (zipped("", **{"task0_1.py": ANSWER}), "no submission.json"),
    "no JSON": (zipped("{"), "not JSON"),
    "deep JSON": (zipped("[" * 100_000), "not JSON"),
    "a list": (zipped([]), "no object"),
    "no format": (zipped({"tasks": {}}), "format None; expected 1"),
    "other format": (zipped({"format": 2}), "format 2; expected 1"),
    "true": (zipped({"format": True}), "format True"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_submission_is_refused_with_a_sentence(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(Refused, match=words) as refused:
        read(data)
    assert "\n" not in str(refused.value)


REMARKED = {
    "no version": ({**ABOUT, "version": None}, {}, "version"),
    "a number": ({**ABOUT, "version": 7}, {}, "version"),
    "no tasks": ({"format": 1, "version": "abc"}, {}, "no object of tasks"),
    "no row": ({**ABOUT, "tasks": {"1.4": []}}, {}, "task 1.4: .* expected an object"),
    "right": ({**ABOUT, "tasks": {"1.4": {"right": 1}}}, {}, "task 1.4: right is 1"),
    "hints": ({**ABOUT, "tasks": {"1.4": {"hints": 4}}}, {}, "task 1.4: hints is 4"),
    "true": ({**ABOUT, "tasks": {"1.4": {"hints": True}}}, {}, "hints is True"),
    "text": ({**ABOUT, "tasks": {"1.4": {"hints": "2"}}}, {}, "hints is '2'"),
    "unknown": ({**ABOUT, "tasks": {"9.9": {}}}, {}, "no task '9.9'"),
    "member": (ABOUT, {"notes.txt": "hello"}, "notes.txt is the answer to no task"),
    "latin-1": (
        ABOUT,
        {"task1_4.py": b"# caf\xe9"},
        "task1_4.py: .* not text in UTF-8",
    ),
}


@pytest.mark.parametrize("case", REMARKED)
def test_what_is_wrong_with_one_task_leaves_the_others(case: str) -> None:
    about, members, words = REMARKED[case]
    found = read(zipped(about, **{"task0_1.py": ANSWER}, **members))
    assert found.entries["0.1"].answer == ANSWER
    assert len(found.remarks) == 1
    assert re.search(words, found.remarks[0])
