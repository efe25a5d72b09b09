# A small Lisp: read, expanded into nested lists, evaluated in environments that point to the one around them.
class LispError(Exception):
    pass


class Environment:
    def __init__(self, names, values, outer):
        self.table = dict(zip(names, values))
        self.outer = outer

    def find(self, name):
        environment = self
        while environment is not None:
            if name in environment.table:
                return environment
            environment = environment.outer
        raise LispError("unknown name " + name)


class Function:
    def __init__(self, names, body, environment):
        self.names, self.body, self.environment = names, body, environment


def read(text):
    tokens = text.replace("(", " ( ").replace(")", " ) ").split()
    stack = [[]]
    for token in tokens:
        if token == "(":
            stack.append([])
        elif token == ")":
            if len(stack) == 1:
                raise LispError("too many )")
            form = stack.pop()
            stack[-1].append(form)
        else:
            stack[-1].append(int(token) if token.lstrip("-").isdigit() else token)
    if len(stack) > 1:
        raise LispError("%d ) missing" % (len(stack) - 1))
    return stack[0]


def show(value):
    if isinstance(value, list):
        return "(" + " ".join(show(item) for item in value) + ")"
    if value is True or value is False:
        return "#t" if value else "#f"
    if isinstance(value, Function):
        return "<function of %s>" % ", ".join(value.names)
    return str(value)


def evaluate(form, environment):
    while True:
        if isinstance(form, str):
            return environment.find(form).table[form]
        if not isinstance(form, list):
            return form
        head = form[0]
        if head == "quote":
            return form[1]
        if head == "if":
            form = form[2] if evaluate(form[1], environment) is not False else form[3]
        elif head == "define":
            environment.table[form[1]] = evaluate(form[2], environment)
            return form[1]
        elif head == "lambda":
            return Function(form[1], form[2], environment)
        elif head == "let":
            names = [name for name, _ in form[1]]
            values = []
            for _, value in form[1]:
                values.append(evaluate(value, environment))
            environment, form = Environment(names, values, environment), form[2]
        else:
            function = evaluate(head, environment)
            values = []
            for argument in form[1:]:
                values.append(evaluate(argument, environment))
            if not isinstance(function, Function):
                return function(*values)
            if len(values) != len(function.names):
                raise LispError("%d arguments for %d" % (len(values), len(function.names)))
            environment, form = Environment(function.names, values, function.environment), function.body


BUILTINS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "list": lambda *all: list(all),
    "cons": lambda a, b: [a] + b,
    "first": lambda a: a[0],
    "rest": lambda a: a[1:],
    "empty": lambda a: a == [],
}
PROGRAM = """
(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))
(fact 30)
(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))
(fib 12)
(define map (lambda (f l) (if (empty l) (quote ()) (cons (f (first l)) (map f (rest l))))))
(define upto (lambda (a b) (if (< b a) (quote ()) (cons a (upto (+ a 1) b)))))
(define filter (lambda (f l) (if (empty l) l (if (f (first l)) (cons (first l) (filter f (rest l))) (filter f (rest l))))))
(define fold (lambda (f s l) (if (empty l) s (fold f (f s (first l)) (rest l)))))
(map (lambda (x) (* x x)) (upto 1 12))
(fold + 0 (filter (lambda (x) (= 0 (mod x 3))) (upto 1 40)))
(define adder (lambda (n) (lambda (x) (+ x n))))
(map (adder 100) (list 1 2 3))
(define collatz (lambda (n steps) (if (= n 1) steps (collatz (if (= 0 (mod n 2)) (/ n 2) (+ 1 (* 3 n))) (+ steps 1)))))
(map (lambda (n) (collatz n 0)) (upto 1 16))
(define join (lambda (a b) (if (empty a) b (cons (first a) (join (rest a) b)))))
(define quick (lambda (l) (if (empty l) l (let ((p (first l)) (r (rest l)))
  (join (quick (filter (lambda (x) (< x p)) r))
        (cons p (quick (filter (lambda (x) (if (< x p) #f #t)) r))))))))
(quick (map (lambda (n) (mod (* n n) 37)) (upto 1 24)))
adder
(list #t (< 3 2) (quote (a (b c) d)))
"""

root = Environment(list(BUILTINS), [BUILTINS[name] for name in BUILTINS], None)
root.table["#t"], root.table["#f"] = True, False


def run(text):
    try:
        for form in read(text):
            print(show(evaluate(form, root)))
    except LispError as problem:
        print("error:", problem)


run(PROGRAM)
for text in ("(+ 1 nothing)", "(fact 1 2)", "(fact 5))", "((lambda (x) (x", "(fact 50)"):
    run(text)
