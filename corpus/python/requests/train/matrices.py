# Matrices as lists of rows: products, powers, determinants, and a system of equations.
class Matrix:
    def __init__(self, rows):
        self.rows = rows

    @staticmethod
    def identity(size):
        return Matrix([[1 if i == j else 0 for j in range(size)] for i in range(size)])

    def transposed(self):
        return Matrix([list(column) for column in zip(*self.rows)])

    def __mul__(self, other):
        columns = other.transposed().rows
        product = []
        for row in self.rows:
            line = []
            for column in columns:
                value = 0
                for i in range(len(row)):
                    value += row[i] * column[i]
                line.append(value)
            product.append(line)
        return Matrix(product)

    def __pow__(self, exponent):
        result, base = Matrix.identity(len(self.rows)), self
        while exponent:
            if exponent & 1:
                result = result * base
            base = base * base
            exponent >>= 1
        return result

    def __eq__(self, other):
        return self.rows == other.rows

    def __str__(self):
        width = max(len(str(value)) for row in self.rows for value in row)
        return "\n".join(" ".join(f"{value:>{width}}" for value in row) for row in self.rows)

    def determinant(self):
        # Bareiss: all divisions are exact.
        rows = [list(row) for row in self.rows]
        sign, previous = 1, 1
        for k in range(len(rows) - 1):
            if rows[k][k] == 0:
                for other in range(k + 1, len(rows)):
                    if rows[other][k]:
                        rows[k], rows[other] = rows[other], rows[k]
                        sign = -sign
                        break
                else:
                    return 0
            for i in range(k + 1, len(rows)):
                for j in range(k + 1, len(rows)):
                    rows[i][j] = (rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]) // previous
            previous = rows[k][k]
        return sign * rows[-1][-1]


def solve(rows, right):
    rows = [row + [value] for row, value in zip(rows, right)]
    size = len(rows)
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            for j in range(k, size + 1):
                rows[i][j] -= factor * rows[k][j]
    answer = [0.0] * size
    for k in range(size - 1, -1, -1):
        known = sum(rows[k][j] * answer[j] for j in range(k + 1, size))
        answer[k] = (rows[k][size] - known) / rows[k][k]
    return answer


a = Matrix([[(i * 7 + j * 3) % 11 - 4 for j in range(20)] for i in range(20)])
b = Matrix([[(i * i + 5 * j) % 13 for j in range(20)] for i in range(20)])
c = a * b
print(c.rows[0][:8], sum(sum(row) for row in c.rows))
print((a * b).transposed() == b.transposed() * a.transposed())
small = Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 4]])
print(small**5)
print(Matrix([[1, 1], [1, 0]]) ** 90)
for size in range(2, 12):
    print(size, Matrix([[(i * i * j + i + j * 5) % 17 for j in range(size)] for i in range(size)]).determinant())
answer = solve([[1.0 / (1 + abs(i - j)) for j in range(12)] for i in range(12)], [float(i % 4) for i in range(12)])
print(" ".join(f"{value:.5f}" for value in answer))
