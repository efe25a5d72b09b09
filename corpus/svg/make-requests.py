"""Makes the requests: a width, a colour and a drawing in SVG, all of it made here.

Training: a chart, a badge, a map, a pattern, a flower, an icon. Test: another kind of chart, a floor plan, a night sky
with filters, a larger map, gears, a very small icon.
"""

import math
import pathlib
import random


def svg(width, height, body, defs="", style=""):
    style = f"<style>{style}</style>" if style else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{style}<defs>{defs}</defs>\n' + "\n".join(body) + "\n</svg>\n"
    )


def colour(r, low=30, high=230):
    return "#" + "".join(f"{r.randint(low, high):02x}" for _ in range(3))


def bars(r, series, count):
    """A chart of bars with a grid and a curve of means."""
    body = [f'<path class="grid" d="M40 {y}H470"/>' for y in range(20, 221, 20)]
    step = 420 / count
    means = []
    for n in range(count):
        values = [r.randint(10, 190) for _ in range(series)]
        for s, value in enumerate(values):
            x = 45 + n * step + s * step / (series + 1)
            body.append(f'<rect class="s{s}" x="{x:.1f}" y="{220 - value}" width="{step / (series + 1) - 1:.1f}" height="{value}" rx="2"/>')
        means.append((45 + n * step, 220 - sum(values) / series))
    body.append('<polyline class="mean" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in means) + '"/>')
    body += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in means]
    style = ".grid{stroke:#ccd;stroke-width:.6;stroke-dasharray:4 3} .mean{fill:none;stroke:#333;stroke-width:2;stroke-linejoin:round} .dot{fill:#fff;stroke:#333}"
    style += "".join(f" .s{s}{{fill:{colour(r)}}}" for s in range(series))
    return svg(480, 240, body, style=style)


def badge(r, points):
    """A star with gradients within a ring."""
    star = " ".join(f"{100 + (80 if n % 2 else 38) * math.sin(math.pi * n / points):.2f},{100 - (80 if n % 2 else 38) * math.cos(math.pi * n / points):.2f}" for n in range(2 * points))
    defs = f'<linearGradient id="a" x2="1" y2="1"><stop offset="0" stop-color="{colour(r)}"/><stop offset=".6" stop-color="{colour(r)}"/><stop offset="1" stop-color="#fff"/></linearGradient>'
    defs += f'<radialGradient id="b" cx=".35" cy=".3" r=".8"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="{colour(r)}"/></radialGradient>'
    return svg(200, 200, [
        '<circle cx="100" cy="100" r="95" fill="url(#b)" stroke="#222" stroke-width="4"/>',
        f'<polygon points="{star}" fill="url(#a)" stroke="#442" stroke-width="2.5" stroke-linejoin="round"/>',
        '<path d="M40 150Q100 195 160 150L150 175Q100 205 50 175Z" fill="#b22" opacity=".85"/>',
    ], defs)


def terrain(r, width, height, lines, towns):
    """A map: level lines as smooth curves, roads, towns."""
    body = []
    for n in range(lines):
        cx, cy, size = r.uniform(0, width), r.uniform(0, height), r.uniform(20, 90)
        fill = colour(r, 120, 220)
        for level in range(4):
            radius = size * (1 - level / 4)
            at = [(cx + radius * r.uniform(0.8, 1.2) * math.cos(k * math.pi / 6), cy + radius * r.uniform(0.8, 1.2) * math.sin(k * math.pi / 6)) for k in range(12)]
            middle = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(at, at[1:] + at[:1])]
            path = f"M{middle[-1][0]:.1f} {middle[-1][1]:.1f}" + "".join(f"Q{a[0]:.1f} {a[1]:.1f} {m[0]:.1f} {m[1]:.1f}" for a, m in zip(at, middle))
            body.append(f'<path d="{path}Z" fill="{fill}" fill-opacity=".35" stroke="#875" stroke-width=".8"/>')
    spots = [(r.uniform(10, width - 10), r.uniform(10, height - 10)) for _ in range(towns)]
    for a, b in zip(spots, spots[1:]):
        bend = (a[0] + b[0]) / 2 + r.uniform(-40, 40), (a[1] + b[1]) / 2 + r.uniform(-40, 40)
        road = f"M{a[0]:.1f} {a[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {b[0]:.1f} {b[1]:.1f}"
        body.append(f'<path d="{road}" fill="none" stroke="#a33" stroke-width="4" stroke-linecap="round"/><path d="{road}" fill="none" stroke="#fd8" stroke-width="2"/>')
    body += [f'<use xlink:href="#town" x="{x:.1f}" y="{y:.1f}"/>' for x, y in spots]
    return svg(width, height, body, '<g id="town"><circle r="5" fill="#fff" stroke="#000"/><circle r="2"/></g>')


def tiles(r, size):
    """Patterns within patterns, clipped."""
    defs = f'<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse" patternTransform="rotate(30)"><rect width="20" height="20" fill="{colour(r)}"/>'
    defs += f'<path d="M0 0L20 20M20 0L0 20" stroke="{colour(r)}" stroke-width="3"/><circle cx="10" cy="10" r="4" fill="{colour(r)}"/></pattern>'
    defs += f'<clipPath id="c"><circle cx="{size / 2}" cy="{size / 2}" r="{size * 0.45}"/><rect width="{size / 4}" height="{size / 4}"/></clipPath>'
    return svg(size, size, [f'<rect width="{size}" height="{size}" fill="{colour(r)}"/>', f'<g clip-path="url(#c)"><rect width="{size}" height="{size}" fill="url(#p)"/><path d="M0 {size / 2}H{size}" stroke="#000" stroke-width="12" stroke-dasharray="18 7 4 7"/></g>'], defs)


def flower(r, petals, rings):
    body = []
    for ring in range(rings, 0, -1):
        size = 90 * ring / rings
        fill = colour(r)
        for n in range(petals + ring):
            body.append(f'<ellipse cx="0" cy="{-size / 2:.1f}" rx="{size / 5:.1f}" ry="{size / 2:.1f}" fill="{fill}" fill-opacity=".8" stroke="#fff" stroke-width=".5" transform="translate(100 100) rotate({360 * n / (petals + ring):.2f})"/>')
    return svg(200, 200, body + [f'<circle cx="100" cy="100" r="14" fill="{colour(r)}"/>'])


def pie(r, parts):
    """Sectors with a shadow below and a legend of boxes."""
    shares = [r.randint(3, 20) for _ in range(parts)]
    body, at = ['<g filter="url(#shadow)">'], 0.0
    for n, share in enumerate(shares):
        end = at + 2 * math.pi * share / sum(shares)
        x0, y0, x1, y1 = 150 + 120 * math.sin(at), 150 - 120 * math.cos(at), 150 + 120 * math.sin(end), 150 - 120 * math.cos(end)
        body.append(f'<path d="M150 150L{x0:.2f} {y0:.2f}A120 120 0 {int(end - at > math.pi)} 1 {x1:.2f} {y1:.2f}Z" fill="{colour(r)}" stroke="#fff" stroke-width="2"/>')
        at = end
    body.append("</g>")
    body += [f'<rect x="300" y="{20 + 22 * n}" width="{share * 5}" height="14" rx="3" fill="{colour(r)}"/>' for n, share in enumerate(shares)]
    return svg(420, 300, body, '<filter id="shadow"><feDropShadow dx="4" dy="5" stdDeviation="4" flood-opacity=".5"/></filter>')


def plan(r, rooms):
    """A floor plan: walls, doors as arcs, hatching."""
    body, x, y = [], 20, 20
    for n in range(rooms):
        w, h = r.randint(50, 110), r.choice([60, 80, 100])
        if x + w > 500:
            x, y = 20, y + 104
        body.append(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{"url(#hatch)" if n % 3 == 0 else "#fffdf5"}" stroke="#222" stroke-width="5"/>')
        body.append(f'<path d="M{x + 12} {y + h}v-24a24 24 0 0 1 24 24" fill="none" stroke="#36c" stroke-width="1.5"/>')
        if n % 2:
            body.append(f'<g transform="translate({x + w / 2} {y + h / 2}) rotate({r.choice([0, 15, 90])})"><rect x="-16" y="-10" width="32" height="20" rx="4" fill="{colour(r)}"/><circle r="6" fill="#fff"/></g>')
        x += w
    return svg(520, y + 130, body, '<pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 8L8 0" stroke="#b96" stroke-width="1"/></pattern>')


def night(r, stars):
    """A sky behind hills: blur, a mask, many small shapes."""
    defs = '<linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="#012"/><stop offset="1" stop-color="#357"/></linearGradient><filter id="blur"><feGaussianBlur stdDeviation="6"/></filter>'
    defs += '<mask id="moon"><rect width="400" height="260" fill="#fff"/><circle cx="312" cy="62" r="26"/></mask><path id="star" d="M0-4L1-1L4 0L1 1L0 4L-1 1L-4 0L-1-1Z"/>'
    body = ['<rect width="400" height="260" fill="url(#sky)"/>', '<circle cx="300" cy="70" r="44" fill="#ffd" opacity=".5" filter="url(#blur)"/>', '<circle cx="300" cy="70" r="30" fill="#ffe" mask="url(#moon)"/>']
    body += [f'<use xlink:href="#star" fill="#fff" opacity="{r.uniform(0.3, 1):.2f}" transform="translate({r.randrange(400)} {r.randrange(180)}) scale({r.uniform(0.3, 1.2):.2f})"/>' for _ in range(stars)]
    for layer in range(3):
        y = 180 + 25 * layer
        path = f"M0 260V{y}" + "".join(f"S{x - 20} {y + r.randint(-30, 20)} {x} {y + r.randint(-20, 20)}" for x in range(40, 401, 40)) + "V260Z"
        body.append(f'<path d="{path}" fill="{colour(r, 10, 60)}"/>')
    return svg(400, 260, body, defs)


def gears(r, count):
    body = []
    for _ in range(count):
        teeth, size = r.randint(8, 20), r.randint(20, 60)
        path = ""
        for n in range(teeth * 4):
            radius = size if n % 4 < 2 else size * 0.8
            angle = 2 * math.pi * n / teeth / 4
            path += f"{'L' if path else 'M'}{radius * math.cos(angle):.2f} {radius * math.sin(angle):.2f}"
        hole = size * 0.4
        path += f"Z M{hole:.2f} 0A{hole:.2f} {hole:.2f} 0 1 0 {-hole:.2f} 0A{hole:.2f} {hole:.2f} 0 1 0 {hole:.2f} 0Z"
        body.append(f'<path fill-rule="evenodd" d="{path}" fill="{colour(r)}" stroke="#111" stroke-width="1.2" transform="translate({r.randint(30, 330)} {r.randint(30, 230)}) rotate({r.randint(0, 90)}) skewX({r.choice([0, 0, 10])})"/>')
    return svg(360, 260, body)


ICON = svg(24, 24, ['<path d="M12 2C7 2 4 6 4 10c0 6 8 12 8 12s8-6 8-12c0-4-3-8-8-8zm0 11a3 3 0 110-6 3 3 0 010 6z" fill="#c0392b"/>'])
CHECK = svg(16, 16, ['<rect x="1" y="1" width="14" height="14" rx="3" fill="#2a7"/><path d="M4 8l3 3 5-6" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'])


def requests():
    r = random.Random(60)
    yield "train/bars", "360 ffffff", bars(r, 3, 9)
    yield "train/badge", "180 none", badge(r, 7)
    yield "train/map", "320 eef3e2", terrain(r, 360, 280, 9, 7)
    yield "train/tiles", "220 none", tiles(r, 200)
    yield "train/flower", "200 102030", flower(r, 9, 4)
    yield "train/pin", "96 none", ICON
    yield "train/dusk", "200 000000", night(r, 40)
    r = random.Random(61)
    yield "test/pie", "380 fffff8", pie(r, 11)
    yield "test/floor-plan", "440 ffffff", plan(r, 16)
    yield "test/night", "420 none", night(r, 150)
    yield "test/island", "520 d8e8f0", terrain(r, 500, 360, 26, 20)
    yield "test/gears", "400 none", gears(r, 26)
    yield "test/check", "16 none", CHECK


for path, settings, drawing in requests():
    file = pathlib.Path("requests", path + ".svg")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(settings + "\n" + drawing)
