"""Makes requests/: invented sounds and measurements."""

import math
import pathlib
import random


def signal(name, samples):
    return f"signal {name} " + " ".join(f"{sample:.3f}" for sample in samples)


def chord(rng, length, tones, noise):
    parts = [(rng.uniform(0.01, 0.4), rng.uniform(0.2, 1), rng.uniform(0, 6)) for _ in range(tones)]
    return [sum(h * math.sin(math.tau * f * t + p) for f, h, p in parts) + rng.gauss(0, noise) for t in range(length)]


def melody(rng, length, notes):
    """Notes with overtones that fade."""
    out, phase = [], 0.0
    for _ in range(notes):
        frequency = 0.01 * 2 ** (rng.randint(0, 24) / 12)
        for t in range(length // notes):
            phase += frequency
            fade = math.exp(-3 * t * notes / length)
            out.append(fade * sum(math.sin(math.tau * phase * k) / k for k in (1, 2, 3)))
    return out


def echo(rng, sound, delay):
    return [0.0] * delay + [0.6 * sample + rng.gauss(0, 0.1) for sample in sound]


def pulse(length, wide):
    return [math.exp(-((t - length / 2) / wide) ** 2) for t in range(length)]


def spectra(seed, lengths, tones=4, noise=0.2):
    rng, lines = random.Random(seed), []
    for index, length in enumerate(lengths):
        lines += [signal(f"s{index}", chord(rng, length, tones, noise)), f"tones s{index} 8000 5", f"bands s{index} 12"]
    return lines


def filters(seed, length, count):
    rng = random.Random(seed)
    lines = [signal("raw", chord(rng, length, 7, 0.5))]
    for index in range(count):
        low = rng.uniform(0, 0.3)
        lines += [f"filter f{index} raw {low:.3f} {low + rng.uniform(0.05, 0.2):.3f}", f"show f{index} {length // 12}", f"tones f{index} 48000 3"]
    return lines


def smearing(seed, length, pulses):
    rng = random.Random(seed)
    lines = [signal("raw", chord(rng, length, 3, 0.8))]
    for index, (size, wide) in enumerate(pulses):
        lines += [signal(f"p{index}", pulse(size, wide)), f"convolve c{index} raw p{index}", f"show c{index} {length // 10}", f"bands c{index} 8"]
    return lines


def echoes(seed, length, count):
    rng = random.Random(seed)
    sound = chord(rng, length, 9, 0.3)
    lines = [signal("call", sound)]
    for index in range(count):
        lines += [signal(f"e{index}", echo(rng, sound, rng.randint(0, length))), f"delay call e{index}"]
    return lines


def tunes(seed, length, notes, window):
    return [signal("tune", melody(random.Random(seed), length, notes)), f"pitch tune 44100 {window}", "tones tune 44100 6"]


REQUESTS = {
    "train": {
        "spectra": spectra(1, [512, 1024, 600]),
        "odd-lengths": spectra(2, [997, 1155, 810], noise=0.05),
        "filters": filters(3, 1500, 6),
        "smearing": smearing(4, 1200, [(31, 4), (101, 20)]),
        "echoes": echoes(5, 700, 3),
        "tune": tunes(6, 3000, 6, 512),
    },
    "test": {
        "choir": spectra(51, [2048, 4096, 3000, 2187, 1009, 2310], tones=8),
        "equaliser": filters(52, 6000, 60),
        "blur": smearing(53, 5000, [(15 + 40 * i, 3 + 6 * i) for i in range(14)]),
        "sonar": echoes(54, 1400, 9),
        "song": tunes(55, 9000, 15, 600) + [f"pitch tune 44100 {w}" for w in range(200, 1200, 24)],
        "tiny-beep": spectra(56, [32], tones=1, noise=0.01),
    },
}

for folder, requests in REQUESTS.items():
    path = pathlib.Path("requests", folder)
    path.mkdir(parents=True, exist_ok=True)
    for name, lines in requests.items():
        (path / f"{name}.txt").write_text("\n".join(lines) + "\n")
