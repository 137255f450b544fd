"""Softmax regression from nothing but tensors, as in Dive into Deep Learning."""

import random

import minitorch as torch

num_inputs, num_outputs = 16, 4


def synthetic_images(n):
    """Return n noisy copies of four pictures, and which one each is."""
    patterns = torch.zeros((num_outputs, 4, 4))
    patterns[0, :, 1:3] = 1
    patterns[1, 1:3] = 1
    patterns[2] = torch.eye(4)
    patterns[3, 1:3, 1:3] = 1
    labels = torch.tensor([i % num_outputs for i in range(n)])
    return patterns[labels] + torch.normal(0, 0.7, (n, 4, 4)), labels


def data_iter(batch_size, features, labels):
    num_examples = len(features)
    indices = list(range(num_examples))
    random.shuffle(indices)
    for i in range(0, num_examples, batch_size):
        batch_indices = torch.tensor(indices[i : min(i + batch_size, num_examples)])
        yield features[batch_indices], labels[batch_indices]


def softmax(X):
    X_exp = torch.exp(X)
    partition = X_exp.sum(1, keepdims=True)
    return X_exp / partition


def net(X):
    return softmax(torch.matmul(X.reshape((-1, W.shape[0])), W) + b)


def cross_entropy(y_hat, y):
    return -torch.log(y_hat[list(range(len(y_hat))), y])


def accuracy(y_hat, y):
    """Return how many predictions are right."""
    if len(y_hat.shape) > 1 and y_hat.shape[1] > 1:
        y_hat = y_hat.argmax(axis=1)
    cmp = y_hat.type(y.dtype) == y
    return float(cmp.type(y.dtype).sum())


def sgd(params, lr, batch_size):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad / batch_size
            param.grad.zero_()


class Accumulator:
    """Sums over several numbers."""

    def __init__(self, n):
        self.data = [0.0] * n

    def add(self, *args):
        self.data = [a + float(b) for a, b in zip(self.data, args)]

    def __getitem__(self, idx):
        return self.data[idx]


def evaluate_accuracy(net, features, labels):
    metric = Accumulator(2)
    with torch.no_grad():
        for X, y in data_iter(batch_size, features, labels):
            metric.add(accuracy(net(X), y), y.numel())
    return metric[0] / metric[1]


torch.manual_seed(1)
random.seed(1)
train_features, train_labels = synthetic_images(512)
test_features, test_labels = synthetic_images(256)
W = torch.normal(0, 0.01, size=(num_inputs, num_outputs), requires_grad=True)
b = torch.zeros(num_outputs, requires_grad=True)

batch_size, lr, num_epochs = 64, 0.3, 8
losses = []
for epoch in range(num_epochs):
    metric = Accumulator(3)
    for X, y in data_iter(batch_size, train_features, train_labels):
        y_hat = net(X)
        l = cross_entropy(y_hat, y)
        l.sum().backward()
        sgd([W, b], lr, X.shape[0])
        metric.add(l.sum().item(), accuracy(y_hat, y), y.numel())
    losses.append(metric[0] / metric[2])
    test_acc = evaluate_accuracy(net, test_features, test_labels)
    print(f"epoch {epoch + 1}, loss {losses[-1]:.3f}, test acc {test_acc:.3f}")
