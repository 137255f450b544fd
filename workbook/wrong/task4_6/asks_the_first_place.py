"""The logits of the first place are used at each step.

Told: the last row of logits counts
"""


def write(weights, pick, temperature):
    text = [0]
    while len(text) <= len(weights["place"]):
        shares = softmax([x / temperature for x in gpt(weights, text)[0]])
        [token] = pick.choices(range(len(shares)), [share.data for share in shares])
        if token == 0:
            break
        text.append(token)
    return text[1:]
