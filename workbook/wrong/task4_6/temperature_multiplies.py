"""The logits are multiplied by the temperature.

Told: and not multiplied
"""


def write(weights, pick, temperature):
    text = [0]
    while len(text) <= len(weights["place"]):
        shares = softmax([x * temperature for x in gpt(weights, text)[-1]])
        [token] = pick.choices(range(len(shares)), [share.data for share in shares])
        if token == 0:
            break
        text.append(token)
    return text[1:]
