"""It goes on until a dot, and has no place for what it reads.

Told: as many tokens as there are rows of
"""


def write(weights, pick, temperature):
    text = [0]
    while True:
        shares = softmax([x / temperature for x in gpt(weights, text)[-1]])
        [token] = pick.choices(range(len(shares)), [share.data for share in shares])
        if token == 0:
            return text[1:]
        text.append(token)
