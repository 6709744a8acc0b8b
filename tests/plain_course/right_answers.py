"""Right answers to homework 1: {grade_id: source}; a key "after:<grade_id>" adds a cell behind it."""

RIGHT = {
    "squares": """
def squares(n):
    if n < 1:
        raise ValueError(f"n is {n}")
    return [i * i for i in range(1, n + 1)]
""",
    "sum_of_squares": """
def sum_of_squares(n):
    return sum(squares(n))
""",
    "integrate": """
def integrate(f, a, b, n=200):
    h = (b - a) / n
    return h * sum(f(a + h / 2 + i * h) for i in range(n))
""",
    "standardise": """
def standardise(values):
    values = np.array(values, dtype=float)
    return (values - values.mean()) / values.std()
""",
    "random_walk": """
def random_walk(n):
    return np.random.choice([-1, 1], n).cumsum()
""",
    "Tally": """
class Tally:
    def __init__(self):
        self.counts = {}

    def add(self, word):
        self.counts.setdefault(word, 0)
        self.counts[word] += 1

    def top(self):
        return max(self.counts, key=lambda word: self.counts[word])
""",
    "count_vowels": """
def count_vowels(text):
    return sum(text.lower().count(vowel) for vowel in "aeiou")
""",
    "plot": """
fig, ax = plt.subplots()
ax.hist(heights, bins=8)
ax.set_title("Heights")
ax.set_xlabel("cm")
plt.show()
""",
    "experiment": """
for n in [5, 50, 500]:
    print(n, integrate(np.exp, 0, 1, n=n) - np.e + 1)
""",
    "explanation": "It falls with the square of n.",
}

LOOPS = RIGHT | {
    "squares": """
def squares(n):
    if n <= 0:
        raise ValueError
    result = []
    i = 1
    while i <= n:
        result.append(i ** 2)
        i += 1
    return result
""",
    "sum_of_squares": """
def sum_of_squares(n):
    total = 0
    for square in squares(n):
        total += square
    return total
""",
    "integrate": """
def integrate(f, a, b, n=200):
    area = 0
    for i in range(n):
        left = a + (b - a) * i / n
        right = a + (b - a) * (i + 1) / n
        area += (right - left) * f((left + right) / 2)
    return area
""",
    "standardise": """
def standardise(values):
    n = len(values)
    mean = sum(values) / n
    variance = sum((v - mean) ** 2 for v in values) / n
    return np.array([(v - mean) / variance ** 0.5 for v in values])
""",
    "random_walk": """
def random_walk(n):
    walk, position = np.zeros(n, dtype=int), 0
    for i, step in enumerate(np.random.choice([-1, 1], n)):
        position += step
        walk[i] = position
    return walk
""",
}

PRINTS = RIGHT | {
    "integrate": """
def integrate(f, a, b, n=200):
    h = (b - a) / n
    print("h =", h)
    values = [f(a + (i + 0.5) * h) for i in range(n)]
    print(f"{len(values)} values, the first is {values[0]}")
    return h * sum(values)
""",
    "count_vowels": """
def count_vowels(text):
    n = 0
    for letter in text:
        if letter in "aeiouAEIOU":
            n += 1
            print(letter, end="")
    print()
    return n

count_vowels("Try it out")
""",
    "Tally": """
class Tally:
    def __init__(self):
        self.counts = dict()
    def add(self, word):
        if word in self.counts:
            self.counts[word] += 1
        else:
            self.counts[word] = 1
        print(self.counts)
    def top(self):
        ordered = sorted(self.counts.items(), key=lambda item: -item[1])
        print(ordered)
        return ordered[0][0]
""",
}

OWN_HELPER = RIGHT | {
    "after:imports": """
def mean_and_deviation(values):
    return np.mean(values), np.std(values)

VOWELS = set("aeiou")
""",
    "standardise": """
def standardise(values):
    mean, deviation = mean_and_deviation(values)
    return (np.array(values) - mean) / deviation
""",
    "count_vowels": """
def count_vowels(text):
    return sum(1 for letter in text.lower() if letter in VOWELS)
""",
    "after:sketch": """
walks = [random_walk(100)[-1] for _ in range(200)]
abs(np.mean(walks)) < 3
""",
}

OWN_MODULE = RIGHT | {
    "after:imports": "from mine import midpoints, deviations",
    "integrate": """
def integrate(f, a, b, n=200):
    return sum(f(x) for x in midpoints(a, b, n)) * (b - a) / n
""",
    "standardise": """
def standardise(values):
    return deviations(values) / np.sqrt(np.mean(deviations(values) ** 2))
""",
}

ARRAYS = RIGHT | {
    "squares": """
def squares(n):
    if n < 1:
        raise ValueError("not defined")
    return np.arange(1, n + 1) ** 2
""",
    "sum_of_squares": """
def sum_of_squares(n):
    return np.sum(squares(n))
""",
    "integrate": """
def integrate(f, a, b, n=200):
    edges = np.linspace(a, b, n + 1)
    return np.sum([f(x) for x in (edges[:-1] + edges[1:]) / 2]) * (b - a) / n
""",
    "count_vowels": """
def count_vowels(text):
    return np.isin(list(text.lower()), list("aeiou")).sum()
""",
}
