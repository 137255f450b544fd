"""Texts as numbers: tokens for pieces of words that are frequent, learnt from a text.

A text is bytes, and a byte is a token from 0 to 255. The two tokens that stand side by
side most often become a token of their own, and that again and again. This is byte-pair
encoding, with which large models read. What was never seen is spelt in bytes.

>>> pairs = BytePairs.learn("low lower lowest", vocab_size=259)
>>> pairs.pieces[256:]
[b'lo', b'low', b' low']
>>> pairs.encode("a low"), pairs.decode([97, 258])
([97, 258], 'a low')
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from minitorch.checks import expect
from minitorch.language.characters import whole

Pair = tuple[int, int]
Word = tuple[int, ...]


class BytePairs:
    """Tokens for bytes, and for pairs of tokens that have been merged.

    Args:
        merges: for each pair the token that it becomes: 256, 257, … in this order.

    ``pieces`` are the bytes that each token stands for.
    """

    def __init__(self, merges: Mapping[Pair, int]) -> None:
        self.merges = dict(merges)
        self.pieces = [bytes([i]) for i in range(256)]
        for left, right in self.merges:
            self.pieces.append(self.pieces[left] + self.pieces[right])

    @classmethod
    def learn(cls, text: str, vocab_size: int) -> "BytePairs":
        """Return what merging the most frequent pairs within words gives.

        Args:
            text: what to learn from.
            vocab_size: how many tokens; there are fewer if no pair is left.
        """
        expect(vocab_size >= 256, "BytePairs: a vocab_size of 256 or more", vocab_size)
        words = Counter(words_of(text))
        merges: dict[Pair, int] = {}
        for token in range(256, vocab_size):
            counts: Counter[Pair] = Counter()
            for word, n in words.items():
                for pair in pairwise(word):
                    counts[pair] += n
            if not counts:
                break
            best = max(counts, key=counts.__getitem__)  # the first of those that tie
            merges[best] = token
            words = Counter({merged(w, best, token): n for w, n in words.items()})
        return cls(merges)

    def __len__(self) -> int:
        return len(self.pieces)

    def encode(self, text: str) -> list[int]:
        """Return the tokens of a text: pairs are merged in the order learnt."""
        tokens: list[int] = []
        for word in words_of(text):
            while known := [p for p in pairwise(word) if p in self.merges]:
                first = min(known, key=self.merges.__getitem__)
                word = merged(word, first, self.merges[first])
            tokens += word
        return tokens

    def decode(self, tokens: Iterable[int]) -> str:
        """Return the text of tokens, with "�" where a model wrote bytes of no text."""
        data = b"".join(self.pieces[i] for i in whole(tokens, len(self), "decode"))
        try:
            return data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return data.decode("utf-8", "replace")


def words_of(text: str) -> list[Word]:
    """Return the words of a text as bytes, each with the space before it."""
    data = text.encode("utf-8", "surrogatepass")
    return [tuple(word) for word in re.findall(rb" ?\S+|\s", data)]


def merged(word: Word, pair: Pair, token: int) -> Word:
    """Return a word with a token in the place of each such pair, from the left."""
    result, i = [], 0
    while i < len(word):
        found = word[i : i + 2] == pair
        result.append(token if found else word[i])
        i += 2 if found else 1
    return tuple(result)
