"""How wide the characters of DejaVu Sans are, so that a text can be measured.

DejaVu Sans is the first font that a picture asks for. Verdana is as wide, Arial is
narrower, so what fits here fits a reader without DejaVu Sans, too. The numbers are the
font's own, and the same in its slanted letters. A letter with an accent is as wide as
without it.
"""

import re
from functools import cache
from typing import Final
from unicodedata import normalize

EM: Final = 2048  # units of the font in the size of a text
_WIDEST: Final = 2048  # what a character is taken for that the table lacks
_TABLE: Final = r"""
    340 ₗ  358 ⱼ  366 ᵢⁱ  465 ′  503 ⁽⁾₍₎  530 ᵣ  563 '  569 ijlı  582 ł  604 IJΙₜ
    651 ,.·‘’‚⋅  690 /:;\|  693 ι  721 f  739 -  764 ₛ  765 ″  799 ()[]  802 ₐ  803 t
    816 ⁿₙ  821 !¡²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉  828 ₕ  829 ᵤ  842 r  846 ℓ  847 ₒ  854 ᵥₑₔ
    872 ₖ  877 ₚ  909 ₓ  942 "  1024 *_`§°–  1059 ∂  1061 “”„  1067 s∫  1075 z
    1081 ⁺⁻⁼₊₋₌  1087 ?¿  1107 ε  1114 ζ  1126 c  1141 LΓ  1142 ξ  1144 ν  1151 Ł
    1178 F  1183 χ  1185 υ  1186 k  1202 ς  1207 κ  1208 •  1212 vxyγλ  1233 πτ
    1235 PΡ  1239 Þ  1251 TYΤΥ  1253 o«»ðøδθο  1255 a  1260 e  1276 ₘ  1282 ∘∙  1290 ß
    1294 EΕΞΣ  1298 hnuησ  1300 Sbdgpqþđρ  1303 $0123456789{}µ¶μ  1305 √  1307 β
    1343 KΚ  1350 α  1351 φψϕ  1370 ∆∇  1380 ∑  1401 AVΑΔΛ  1403 XZΖΧ  1405 BΒ  1423 R
    1430 C  1463 ∝  1499 U∧∨∩∪  1525 ℤ  1532 NΝ  1540 HΗΠ  1550 ∏  1565 Ω  1575 ▲△
    1577 D  1587 GÐĐ  1597 &  1612 OQØΘΟΦΨℚ  1622 ℝ  1640 ℕ  1675 w  1706 ∞  1715 ω
    1716 #+<=>^~¬±×÷←↑→↓↔↕↖↗↘↙↦⇐⇒⇔−∗∼≃≅≈≡≤≥⊂⊃⊆⊇⊕⊗⊙✓✗  1740 ℍ  1767 MΜ  1784 ∅∈∋⊤⊥
    1787 ○●  1836 ★  1935 ■□  1946 %  1985 ¼½¾  1995 mÆ  2011 æ  2025 W  2048 @—―…
    2095 œ
    2191 Œ
"""
_WIDTHS: Final[dict[str, int]] = {" ": 651, "\u2009": 409, "\u200a": 204} | {
    letter: int(width)
    for width, letters in re.findall(r"(\d+) (\S+)", _TABLE)
    for letter in letters
}


@cache
def letter_width(letter: str) -> int:
    """Return the width of a character, 0 for an accent over the one before.

    >>> letter_width("o"), letter_width("ö"), letter_width("\u0304")
    (1253, 1253, 0)
    """
    if "\u0300" <= letter <= "\u036f":
        return 0
    return _WIDTHS.get(normalize("NFD", letter)[0], _WIDEST)
