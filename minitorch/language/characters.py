"""Texts as numbers: a token for each character."""

from collections.abc import Iterable


class Characters:
    """A vocabulary of characters, each with its number, in the order of the alphabet.

    Args:
        texts: a text, or a list of texts, whose characters it knows.

    Attributes:
        characters: all that it knows, as one string; a token is a place in it.

    Raises:
        ValueError: there is no character.

    >>> letters = Characters(["anna", "otto", "."])
    >>> letters.characters, len(letters)
    ('.anot', 5)
    >>> letters.encode("nat.")
    [2, 1, 4, 0]
    >>> letters.decode([4, 3, 2])
    'ton'
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.characters = "".join(sorted({c for text in texts for c in text}))
        if not self.characters:
            raise ValueError("Characters: expected texts with characters, got none")
        self.tokens = {c: i for i, c in enumerate(self.characters)}

    def __len__(self) -> int:
        return len(self.characters)

    def encode(self, text: str) -> list[int]:
        """Return the token of each character.

        Raises:
            ValueError: a character is not in the vocabulary.
        """
        unknown = [c for c in text if c not in self.tokens]
        if unknown:
            raise ValueError(
                f"encode: expected characters of {self.characters!r}, got "
                f"{unknown[0]!r} in place {text.index(unknown[0])}"
            )
        return [self.tokens[c] for c in text]

    def decode(self, tokens: Iterable[int]) -> str:
        """Return the text of tokens, which may be those of a tensor.

        Raises:
            ValueError: a token is no number of the vocabulary.
        """
        return "".join(self.characters[i] for i in whole(tokens, len(self), "decode"))


def whole(tokens: Iterable[int], count: int, where: str) -> list[int]:
    """Return tokens as whole numbers.

    Raises:
        ValueError: one is not from 0 to count - 1.

    >>> whole([1.0, 2], 3, "decode")
    [1, 2]
    """
    numbers = [float(token) for token in tokens]
    for number in numbers:
        if not (number.is_integer() and 0 <= number < count):
            raise ValueError(
                f"{where}: expected tokens from 0 to {count - 1}, got {number:g}"
            )
    return [int(number) for number in numbers]
