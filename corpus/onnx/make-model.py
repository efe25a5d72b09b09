"""Trains shapes.onnx: a small convolutional network that tells eight shapes apart. Not part of the build: the trained
network is checked in, and another version of numpy, or another processor, would give slightly other weights. Made with
Python 3.11.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install numpy==2.4.6 onnx==1.23.2
    OPENBLAS_NUM_THREADS=1 /tmp/venv/bin/python make-model.py

20 x 20 -> 16 filters of 3 x 3 -> maximum of 2 x 2 -> 32 filters -> maximum -> 32 -> 8 classes. All numpy, gradients by hand.
"""

import importlib.util
import random

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

spec = importlib.util.spec_from_file_location("requests", "make-requests.py")
shapes = importlib.util.module_from_spec(spec)
spec.loader.exec_module(shapes)
SIZE, CLASSES = shapes.SIZE, shapes.CLASSES


def pictures(seed, count):
    rng = random.Random(seed)
    x, y = np.zeros((count, 1, SIZE, SIZE), np.float32), np.zeros(count, int)
    for i in range(count):
        y[i] = rng.randrange(len(CLASSES))
        rows = shapes.draw(rng, CLASSES[y[i]], rng.uniform(0, 0.2), small=4.5, turn=0.6)
        x[i, 0] = np.round(np.array(rows) * 15) / 15
    return x, y


def columns(x):
    """(n, c, h, w) -> (n, h, w, c * 9): what each place of a 3 x 3 filter sees, with zeros around."""
    n, c, h, w = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
    parts = [padded[:, :, i:i + h, j:j + w] for i in range(3) for j in range(3)]
    return np.stack(parts, 2).reshape(n, c * 9, h, w).transpose(0, 2, 3, 1)


def uncolumns(grad, c):
    n, h, w, _ = grad.shape
    parts = grad.transpose(0, 3, 1, 2).reshape(n, c, 9, h, w)
    padded = np.zeros((n, c, h + 2, w + 2), np.float32)
    for k in range(9):
        padded[:, :, k // 3:k // 3 + h, k % 3:k % 3 + w] += parts[:, :, k]
    return padded[:, :, 1:-1, 1:-1]


def pool(x):
    n, c, h, w = x.shape
    blocks = x.reshape(n, c, h // 2, 2, w // 2, 2)
    out = blocks.max((3, 5))
    return out, blocks == out[:, :, :, None, :, None]


def unpool(grad, mask):
    n, c, h, _, w, _ = mask.shape
    return (mask * grad[:, :, :, None, :, None]).reshape(n, c, h * 2, w * 2).astype(np.float32)


def forward(p, x):
    keep = {"x1": columns(x)}
    a = np.maximum(keep["x1"] @ p["w1"] + p["b1"], 0)
    keep["a1"] = a
    a, keep["m1"] = pool(a.transpose(0, 3, 1, 2))
    keep["x2"] = columns(a)
    a = np.maximum(keep["x2"] @ p["w2"] + p["b2"], 0)
    keep["a2"] = a
    a, keep["m2"] = pool(a.transpose(0, 3, 1, 2))
    keep["f"] = a.reshape(len(x), -1)
    keep["h"] = np.maximum(keep["f"] @ p["w3"] + p["b3"], 0)
    return keep["h"] @ p["w4"] + p["b4"], keep


def backward(p, keep, grad):
    g = {"w4": keep["h"].T @ grad, "b4": grad.sum(0)}
    grad = (grad @ p["w4"].T) * (keep["h"] > 0)
    g["w3"], g["b3"] = keep["f"].T @ grad, grad.sum(0)
    grad = (grad @ p["w3"].T).reshape(len(grad), 32, SIZE // 4, SIZE // 4)
    grad = unpool(grad, keep["m2"]).transpose(0, 2, 3, 1) * (keep["a2"] > 0)
    g["w2"], g["b2"] = np.tensordot(keep["x2"], grad, ((0, 1, 2), (0, 1, 2))), grad.sum((0, 1, 2))
    grad = uncolumns(grad @ p["w2"].T, 16)
    grad = unpool(grad, keep["m1"]).transpose(0, 2, 3, 1) * (keep["a1"] > 0)
    g["w1"], g["b1"] = np.tensordot(keep["x1"], grad, ((0, 1, 2), (0, 1, 2))), grad.sum((0, 1, 2))
    return g


def train():
    rng = np.random.default_rng(5)
    sizes = {"w1": (9, 16), "w2": (144, 32), "w3": (32 * (SIZE // 4) ** 2, 32), "w4": (32, len(CLASSES))}
    p = {k: (rng.normal(size=s) * np.sqrt(2 / s[0])).astype(np.float32) for k, s in sizes.items()}
    p |= {"b" + k[1]: np.zeros(s[1], np.float32) for k, s in sizes.items()}
    moment, square = ({k: np.zeros_like(v) for k, v in p.items()} for _ in range(2))
    step = 0
    (x, y), (tx, ty) = pictures(1000, 16000), pictures(2000, 800)
    for epoch in range(7):
        order, rate = rng.permutation(len(x)), 2e-3 * 0.75 ** epoch
        for start in range(0, len(x), 50):
            some = order[start:start + 50]
            scores, keep = forward(p, x[some])
            grad = np.exp(scores - scores.max(1, keepdims=True))
            grad /= grad.sum(1, keepdims=True)
            grad[np.arange(len(some)), y[some]] -= 1
            step += 1
            for k, g in backward(p, keep, (grad / len(some)).astype(np.float32)).items():
                moment[k] = 0.9 * moment[k] + 0.1 * g
                square[k] = 0.999 * square[k] + 0.001 * g * g
                p[k] -= rate * (moment[k] / (1 - 0.9 ** step)) / (np.sqrt(square[k] / (1 - 0.999 ** step)) + 1e-8)
        print(f"epoch {epoch}: {(forward(p, tx)[0].argmax(1) == ty).mean():.3f} of the unseen pictures are right", flush=True)
    return p


def save(p):
    # Filters as ONNX wants them: out, in, height, width.
    weights = {
        "w1": p["w1"].T.reshape(16, 1, 3, 3), "b1": p["b1"], "w2": p["w2"].T.reshape(32, 16, 3, 3), "b2": p["b2"],
        "w3": p["w3"], "b3": p["b3"], "w4": p["w4"], "b4": p["b4"],
    }
    node = helper.make_node
    nodes = [
        node("Conv", ["picture", "w1", "b1"], ["c1"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]), node("Relu", ["c1"], ["r1"]),
        node("MaxPool", ["r1"], ["p1"], kernel_shape=[2, 2], strides=[2, 2]),
        node("Conv", ["p1", "w2", "b2"], ["c2"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]), node("Relu", ["c2"], ["r2"]),
        node("MaxPool", ["r2"], ["p2"], kernel_shape=[2, 2], strides=[2, 2]),
        node("Flatten", ["p2"], ["f"], axis=1),
        node("Gemm", ["f", "w3", "b3"], ["g3"]), node("Relu", ["g3"], ["h"]),
        node("Gemm", ["h", "w4", "b4"], ["g4"]), node("Softmax", ["g4"], ["chances"], axis=1),
    ]
    graph = helper.make_graph(
        nodes, "shapes",
        [helper.make_tensor_value_info("picture", TensorProto.FLOAT, ["count", 1, SIZE, SIZE])],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["count", len(CLASSES)])],
        [numpy_helper.from_array(np.ascontiguousarray(v, np.float32), k) for k, v in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="make-model.py")
    onnx.checker.check_model(model)
    onnx.save(model, "shapes.onnx")


save(train())
