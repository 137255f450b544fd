"""Small documents, each with one fault, on which the checks themselves are tried.

They use the built site's own styles and scripts, which they find under _static/.
"""

import re

from browser_site import decks

DOT = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
    "width='300' height='200'/%3E"
)
HEAD = """<meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="_static/base.css">"""


def bad_page(body: str) -> str:
    """A textbook page with this content."""
    return (
        f'<!DOCTYPE html><html lang="en" data-theme="light"><head>{HEAD}</head>'
        f"<body><main><h1>A page</h1>{body}</main></body></html>"
    )


def bad_deck(*slides: str, kind: str = "") -> str:
    """A deck with these slides; each gets a title and the class."""
    sections = "".join(
        f'<section><section class="{kind}"><div class="slide"><h2>A slide</h2>'
        f"{slide}</div></section></section>"
        for slide in slides
    )
    # A deck of the site tells which styles and scripts there are: one with formulas.
    texts = (deck.path.read_text(encoding="utf-8") for deck in decks())
    deck = next(text for text in texts if "mathjax" in text)
    deck = re.sub("<noscript>.*?</noscript>", "", deck, flags=re.DOTALL)
    styles = "".join(re.findall(r'<link rel="stylesheet" [^>]*>', deck))
    scripts = "".join(re.findall(r'<script src="(?!.*mathjax)[^>]*></script>', deck))
    styles, scripts = (text.replace("../", "") for text in (styles, scripts))
    return (
        '<!DOCTYPE html><html lang="en" class="deck-page" data-theme="light"><head>'
        f'{HEAD}{styles}</head><body class="deck">'
        '<nav class="deck-nav" aria-label="Deck"><a href="#">All lectures</a>'
        '<button type="button" id="deck-theme">Light / dark</button></nav>'
        f'<main><div class="reveal"><div class="slides">{sections}</div></div></main>'
        f"{scripts}</body></html>"
    )


# Content of a page, and words of the complaint about it.
BAD_PAGES = {
    "no alt text": (f'<img src="{DOT}">', "has no alt text"),
    "empty alt text": (f'<img src="{DOT}" alt="">', "has no alt text"),
    "file name": (f'<img src="{DOT}" alt="loss.svg">', "is only “loss.svg”"),
    "nameless drawing": ("<svg width=9 height=9></svg>", "has no alt text"),
    "no role": ("<svg><title>A line.</title></svg>", "no role=img"),
    "raw dollars": ("<p>The loss $L$ falls.</p>", "raw mathematics in p"),
    "raw brackets": (r"<p>The loss \(L\) falls.</p>", "raw mathematics in p"),
    "formula not set": ('<span class="math">L</span>', "is not set as a formula"),
    "formula wrong": (
        '<mjx-merror data-mjx-error="Undefined control sequence">x</mjx-merror>',
        "a formula is wrong: Undefined control sequence",
    ),
    "listing": (
        '<div class="highlight-python"><pre>def f(x): return x</pre></div>',
        "has no colours",
    ),
    "notes": ('<aside class="notes">Say this.</aside>', "are shown to everyone"),
    "too wide": ('<p style="width: 2000px">Long</p>', "wider than the screen"),
    "contrast": ('<p style="color: #ddd">Pale</p>', "the contrast of p “Pale” is"),
    "covered": (
        '<div style="position: relative; margin-top: 3000px"><p>Far down</p>'
        '<div style="position: absolute; inset: 0; background: #fff">Above</div></div>',
        "p “Far down” is covered by div “Above”",
    ),
    "covered by a picture": (
        f'<p>Below</p><img src="{DOT}" alt="A dot." style="margin-top: -50px; '
        'position: relative; background: #fff">',
        "p “Below” is covered by img “A dot.”",
    ),
    "on another ground": (
        '<div style="position: relative"><p style="position: relative; z-index: 1">'
        'Dark</p><div style="position: absolute; inset: 0; background: #222"></div>'
        "</div>",
        "p “Dark” stands on div: ",
    ),
    "pale in the dark": (
        '<style>[data-theme="dark"] p { color: #334 }</style><p>Gone by night</p>',
        "dark-1280x720: the contrast of p “Gone by night” is",
    ),
    "pale through opacity": (
        '<div style="opacity: 0.4"><p>Faint</p></div>',
        "the contrast of p “Faint” is",
    ),
    "pale code": (
        '<pre><span style="color: #ccc">1</span> + 1</pre>',
        "the contrast of span “1” is",
    ),
    "under the mouse": (
        "<style>div:hover button { color: #0069a6 }"
        "button:hover { color: #fff; background: #0069a6 }</style>"
        "<div><button>Run</button></div>",
        "“Run” is 1.00 to 1 and should be 4.5: (0 105 166) on (0 105 166) (under the",
    ),
    "pressed": (
        "<style>button:active { background: #000; color: #333 }</style>"
        "<button>Run</button>",
        "(pressed)",
    ),
    "near the mouse": (
        "<style>div:hover > a { color: #ddd } div > a:hover { color: #000 }</style>"
        '<div><a href="#">More</a></div>',
        "(with the mouse near it)",
    ),
    "no focus": (
        '<style>a:focus { outline: none }</style><a href="#">More</a>',
        "a “More” does not show the focus",
    ),
    "pale focus": (
        '<style>a:focus { outline: 2px solid #eee }</style><a href="#">More</a>',
        "a “More” does not show the focus",
    ),
    "unseen focus": (
        "<style>button { opacity: 0 } p:hover button { opacity: 1 }</style>"
        "<p>Copy<button>it</button></p>",
        "button “it” cannot be seen (with the focus)",
    ),
    "dark paper": (
        '<style>[data-theme="dark"] main { background: #111; color: #eee }</style>',
        "printed from the dark: h1 “A page” is printed on a dark ground",
    ),
    "a link as the text around it": (
        "<style>a { color: #333; text-decoration: none }</style>"
        '<p>Some words <a href="#">lead away</a> and others do not.</p>',
        "link-in-text-block, serious",
    ),
    "no label": ("<button></button>", "button-name, critical"),
    "other host": (
        '<script src="https://example.org/x.js"></script>',
        "asks another host: https://example.org/x.js",
    ),
    "missing file": ('<img src="no.png" alt="A dot.">', "not there: http"),
    "console": ("<script>console.warn('Old')</script>", "console (warning): Old"),
    "exception": ("<script>throw Error('Gone')</script>", "raises: Gone"),
}

# Content of a slide, and words of the complaint about it.
BAD_SLIDES = {
    "too far down": ("<p>Line</p>" * 20, "leaves the slide at the bottom by"),
    "too far right": (
        '<p style="white-space: nowrap">' + "word " * 60 + "</p>",
        "leaves the slide at the right by",
    ),
    "picture": (
        f'<img src="{DOT}" alt="A dot." style="max-width: none; width: 1400px">',
        "img “A dot.” leaves the slide at the right",
    ),
    "long line": (
        f"<pre><code>{'x' * 200}</code></pre>",
        "wider than its box, and cut off",
    ),
    "hidden text": (
        '<p style="height: 20px; overflow: hidden">Two<br>lines</p>',
        "higher than its box, and cut off",
    ),
    "on top": (
        '<p>Below</p><p style="position: absolute; top: 130px">Above</p>',
        "overlap by",
    ),
    "on the buttons": (
        '<p style="position: absolute; left: 14px; bottom: 4px">At the bottom</p>',
        "and button#deck-theme",
    ),
    "small text": (
        '<p style="font-size: 20px">Small</p>',
        "20 px high and should be 28",
    ),
    "small code": (
        '<pre><code style="font-size: 16px">x = 1</code></pre>',
        "16 px high and should be 20",
    ),
    "late": (
        '<p class="fragment">One</p>'
        '<p class="fragment" style="margin-top: 600px">Two</p>',
        "(after step 2)",
    ),
    "answer": (
        '<details class="quiz"><summary>Why?</summary>'
        + "<p>So</p>" * 20
        + "</details>",
        "(with its answers open)",
    ),
    "code": (
        '<details class="hide"><summary>Show the code</summary><div class="cell_input">'
        f"<pre><code>{'x' * 200}</code></pre></div></details>",
        "(with its code open)",
    ),
    "squeezed": (
        f'<img src="{DOT}" alt="A dot." style="width: 100px; height: 50px">',
        "drawn at 25 % of its size",
    ),
    "steps through each other": (
        "<style>.hljs:has(~ .fragment.visible) { visibility: visible !important }"
        "</style><pre><code class='language-python' data-line-numbers='1|2'>"
        "x = 1\ny = 2</code></pre>",
        "2 copies of the listing",
    ),
    "steps too far": (
        "<style>.hljs tr:last-child { background: #fee; opacity: 1 !important }</style>"
        "<pre><code class='language-python' data-line-numbers='1|2'>"
        "x = 1\ny = 2</code></pre>",
        "the lines 1,2 stand out and should be 1 (at first)",
    ),
    "pale code": (
        "<style>@media screen { .hljs-number { color: #ccc !important } }</style>"
        "<pre><code class='language-python'>x = 1</code></pre>",
        "the contrast of span.hljs-number “1” is",
    ),
    "pale in the dark": (
        '<style>[data-theme="dark"] b { color: #334 }</style><p><b>Gone</b></p>',
        "the contrast of b “Gone” is",
    ),
    "link under the mouse": (
        "<style>p a:hover { color: #eee !important }</style>"
        '<p><a href="#">More</a></p>',
        "(under the mouse)",
    ),
    "label": (
        '<svg role="img" aria-label="A graph" width="90" overflow="visible">'
        '<text x="60" y="50">A long label</text></svg>',
        "leaves its drawing",
    ),
    "contrast": (
        "<style>@media screen { b { color: #ddd } }</style><p><b>Pale</b></p>",
        "the contrast of b “Pale” is",
    ),
    "covered": (
        "<p>Below</p>"
        '<div style="position: absolute; inset: 0; background: #fff"></div>',
        "p “Below” is covered by div",
    ),
    "on another ground": (
        '<p style="position: relative; z-index: 1">Dark</p><div style="position: '
        'absolute; inset: 0; background: #222"></div>',
        "p “Dark” stands on div: ",
    ),
    "no label": ("<button></button>", "button-name, critical"),
    "no label, step by step": (
        '<p class="fragment"><button></button></p>',
        "button-name, critical",
    ),
    "no label in an answer": (
        "<details class='quiz'><summary>Why?</summary><button></button></details>",
        "button-name, critical",
    ),
}
