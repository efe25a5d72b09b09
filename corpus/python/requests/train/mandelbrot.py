# The Mandelbrot set in letters.
SHADES = " .,:;+*oO%#@"


def steps(cx, cy, limit):
    x = y = 0.0
    for i in range(limit):
        xx, yy = x * x, y * y
        if xx + yy > 4.0:
            return i
        x, y = xx - yy + cx, 2.0 * x * y + cy
    return limit


def picture(left, top, width, height, columns, rows, limit):
    histogram = [0] * (limit + 1)
    for row in range(rows):
        line = ""
        for column in range(columns):
            n = steps(left + width * column / columns, top - height * row / rows, limit)
            histogram[n] += 1
            line += SHADES[n * (len(SHADES) - 1) // limit]
        print(line.rstrip())
    return histogram


histogram = picture(-2.2, 1.25, 3.0, 2.5, 60, 22, 40)
print(histogram)
picture(-0.76, 0.12, 0.05, 0.05, 40, 14, 80)
