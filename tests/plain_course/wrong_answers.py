"""Answers to homework 1 that are wrong, raise, or are missing: {grade_id: source}."""

from tests.plain_course.right_answers import RIGHT

WRONG = RIGHT | {
    "squares": """
def squares(n):
    return [i ** 2 for i in range(n)]
""",
    "sum_of_squares": """
def sum_of_squares(n):
    return n * (n + 1) * (2 * n + 1) // 6
""",
    "integrate": """
def integrate(f, a, b, n=200):
    h = (b - a) / n
    return h * sum(f(a + i * h) for i in range(n))
""",
    "standardise": """
def standardise(values):
    values -= values.mean()
    values /= values.std()
    return values
""",
    "random_walk": """
def random_walk(n):
    rng = np.random.default_rng(0)
    return np.cumsum(rng.choice([-1, 1], n))
""",
    "Tally": """
class Tally:
    counts = {}

    def add(self, word):
        self.counts[word] = self.counts.get(word, 0) + 1

    def top(self):
        return min(self.counts)
""",
    "count_vowels": """
def count_vowels(text):
    return len([letter for letter in text if letter in "aeiou"])
""",
    "plot": """
fig, ax = plt.subplots()
ax.hist(heights, bins=10)
ax.set_title("Heights")
ax.set_xlabel("height in cm")
""",
}

HALF = {name: RIGHT[name] for name in ("squares", "integrate", "plot")}

RAISES = RIGHT | {
    "sum_of_squares": """
def sum_of_squares(n):
    return sum(square(n))
""",
    "integrate": """
def integrate(f, a, b, n=200)
    return 0
""",
    "standardise": "standardise = heights / 0 + unknown",
    "Tally": """
class Tally:
    def __init__(self):
        self.counts = {}

    def add(self, word):
        self.counts[word] += 1

    def top(self):
        raise KeyError("no words yet")
""",
    "count_vowels": """
def count_vowels(text):
    return len([letter for letter in text.lower() if letter in "aeiou"]) / len(text) * len(text)
""",
    "plot": "fig, axes = plt.subplots()",
}
