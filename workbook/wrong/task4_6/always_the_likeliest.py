"""The likeliest token is taken, and none is drawn.

Told: always the likeliest
"""


def write(weights, pick, temperature):
    text = [0]
    while len(text) <= len(weights["place"]):
        logits = [x.data for x in gpt(weights, text)[-1]]
        token = logits.index(max(logits))
        if token == 0:
            break
        text.append(token)
    return text[1:]
