"""The temperature is not used.

Told: the temperature is not used
"""


def write(weights, pick, temperature):
    text = [0]
    while len(text) <= len(weights["place"]):
        shares = softmax(gpt(weights, text)[-1])
        [token] = pick.choices(range(len(shares)), [share.data for share in shares])
        if token == 0:
            break
        text.append(token)
    return text[1:]
