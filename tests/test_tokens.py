"""Tokens: characters, and byte pairs, which bring back any text."""

import itertools
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minitorch import tensor
from minitorch.language import byte_pairs
from minitorch.language.byte_pairs import BytePairs
from minitorch.language.characters import Characters

# Also what no text in a file can hold, as halves of a pair of UTF-16.
anything = st.text(st.characters(exclude_categories=()), max_size=60)
narrow = st.text("ab \n", max_size=40)


@given(text=anything.filter(bool))
def test_characters_bring_a_text_back(text: str) -> None:
    letters = Characters(text)
    tokens = letters.encode(text)
    assert letters.decode(tokens) == text
    assert set(tokens) == set(range(len(letters)))
    # In the order of the alphabet, so that "." comes before "a".
    assert [letters.encode(c)[0] for c in sorted(set(text))] == sorted(set(tokens))


def test_characters_are_those_of_all_texts() -> None:
    letters = Characters(["ab", "cb", "."])
    assert letters.characters == ".abc"
    assert letters.decode(tensor([1.0, 2.0]).long()) == "ab"
    for wrong in (4, -1, 0.5, float("nan")):
        with pytest.raises(ValueError, match="decode: expected tokens from 0 to 3"):
            letters.decode([0, wrong])  # type: ignore[list-item]
    with pytest.raises(ValueError, match=r"characters of '.abc', got 'd' in place 2"):
        letters.encode("abd")
    with pytest.raises(ValueError, match="expected texts with characters, got none"):
        Characters([""])


LEARNT = BytePairs.learn("the cat sat on the mat. the hat! näive naïve 猫 猫", 290)


@given(text=anything)
def test_any_text_comes_back(text: str) -> None:
    assert LEARNT.decode(LEARNT.encode(text)) == text


@settings(max_examples=50)
@given(learnt=narrow, text=narrow, more=st.integers(0, 12))
def test_any_tokens_bring_a_text_back(learnt: str, text: str, more: int) -> None:
    pairs = BytePairs.learn(learnt, 256 + more)
    tokens = pairs.encode(text)
    assert pairs.decode(tokens) == text
    assert len(pairs) <= 256 + more
    # All that can be merged is, and no piece goes over the end of a word.
    for pair in itertools.pairwise(tokens):
        if pair in pairs.merges:
            assert pairs.pieces[pair[1]][:1] in (b" ", b"\n")
    assert all(re.fullmatch(rb" ?\S+|\s", piece) for piece in pairs.pieces[256:])


@settings(max_examples=50)
@given(text=narrow.filter(bool))
def test_each_merge_is_of_the_most_frequent_pair(text: str) -> None:
    pairs = BytePairs.learn(text, 264)
    for i, best in enumerate(pairs.merges):
        before = BytePairs(dict(list(pairs.merges.items())[:i]))
        counts: Counter[Any] = Counter()
        for word in re.findall(r" ?\S+|\s", text):
            counts.update(itertools.pairwise(before.encode(word)))
        assert counts[best] == max(counts.values())


def test_merges_by_hand() -> None:
    pairs = BytePairs.learn("aaabdaaabac", 259)
    # Of the pairs that are there twice then, "aa" + "a" is met first.
    assert pairs.pieces[256:] == [b"aa", b"aaa", b"aaab"]
    assert pairs.encode("aaabdaaabac") == [258, 100, 258, 97, 99]
    # The order in which they were learnt counts, not that in which they stand.
    later = BytePairs({(98, 99): 256, (97, 98): 257})
    assert later.encode("abc") == [97, 256]


def test_a_long_text_takes_fewer_tokens_than_bytes() -> None:
    text = "she sells sea shells by the sea shore. " * 20
    tokens = BytePairs.learn(text, 300).encode(text)
    assert len(tokens) < len(text) / 3


def test_what_byte_pairs_refuse() -> None:
    with pytest.raises(ValueError, match="vocab_size of 256 or more, got 100"):
        BytePairs.learn("abc", 100)
    with pytest.raises(ValueError, match="from 0 to 255, got 256"):
        BytePairs.learn("", 300).decode([256])
    # A model may write bytes that are no text: they are shown as such.
    assert LEARNT.decode([0xE7, 97]) == "�a"


def test_the_tokenizer_is_short() -> None:
    source = Path(byte_pairs.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 100


def test_a_token_of_a_tensor_is_a_number() -> None:
    assert float(tensor([0.0, 2.0]).argmax()) == 1.0
