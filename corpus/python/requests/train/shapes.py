# A hierarchy of classes: shapes with areas, sorted, scaled, compared, and collected in groups.
PI = 3.14159265358979


class Shape:
    made = 0

    def __init__(self, name):
        self.name = name
        Shape.made += 1
        self.number = Shape.made

    def area(self):
        raise NotImplementedError(self.name)

    def __lt__(self, other):
        return (self.area(), self.number) < (other.area(), other.number)

    def __repr__(self):
        return "{}#{}({:.2f})".format(type(self).__name__, self.number, self.area())


class Circle(Shape):
    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    def area(self):
        return PI * self.radius * self.radius

    def scaled(self, factor):
        return Circle(self.radius * factor)


class Rectangle(Shape):
    def __init__(self, width, height, name="rectangle"):
        super().__init__(name)
        self.width, self.height = width, height

    def area(self):
        return self.width * self.height

    @property
    def is_square(self):
        return self.width == self.height

    def scaled(self, factor):
        return type(self)(self.width * factor, self.height * factor)


class Square(Rectangle):
    def __init__(self, side, _=None):
        super().__init__(side, side, "square")


class Polygon(Shape):
    def __init__(self, points):
        super().__init__("polygon")
        self.points = points

    def area(self):
        double = 0
        for (x1, y1), (x2, y2) in zip(self.points, self.points[1:] + self.points[:1]):
            double += x1 * y2 - x2 * y1
        return abs(double) / 2

    def scaled(self, factor):
        return Polygon([(x * factor, y * factor) for x, y in self.points])


class Drawing:
    def __init__(self):
        self.shapes = []

    def __len__(self):
        return len(self.shapes)

    def __iter__(self):
        return iter(self.shapes)

    def __getitem__(self, index):
        return self.shapes[index]

    def __iadd__(self, shape):
        self.shapes.append(shape)
        return self

    def __contains__(self, name):
        return any(shape.name == name for shape in self.shapes)


def area_of(shape):
    return shape.area()


drawing = Drawing()
for i in range(1, 90):
    if i % 7 == 0:
        drawing += Polygon([(0, 0), (i, 0), (i + 2, i), (i // 2, i + 3), (-1, i)])
    elif i % 3 == 0:
        drawing += Circle(i / 3)
    elif i % 5 == 0:
        drawing += Square(i)
    else:
        drawing += Rectangle(i, (i * 5) % 13 + 1)
print(len(drawing), "square" in drawing, "star" in drawing, drawing[0], drawing[-1])
ordered = sorted(drawing)
print(ordered[:5])
print(ordered[-5:])
groups = {}
for shape in drawing:
    groups.setdefault(shape.name, []).append(shape)
for name in sorted(groups):
    members = groups[name]
    print(f"{name:<10}{len(members):>4}{sum(s.area() for s in members):>14.3f} largest {max(members, key=area_of)}")
print([s for s in drawing if isinstance(s, Rectangle) and s.is_square][:6])
grown = [shape.scaled(1.5) for shape in drawing]
print(f"{sum(map(area_of, grown)) / sum(map(area_of, drawing)):.6f}", issubclass(Square, Shape), grown[20])
try:
    Shape("nothing").area()
except NotImplementedError as problem:
    print("no area:", problem)
