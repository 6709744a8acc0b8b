"""Pyplot's current figure: kept open by the notebook's setting, made by a test, drawn on by answers."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain(
            "%matplotlib inline\n%config InlineBackend.close_figures = False\nimport matplotlib.pyplot as plt"
        ),
        answer("line", "plt.plot([1, 2], [3, 4], 'r--', label='a')\nplt.title('Growth')\nplt.legend()"),
        test("current-axes", "ax = plt.gca()\nassert ax.get_title() == 'Growth' and len(ax.lines) == 1"),
        test("legend", "assert [t.get_text() for t in plt.gca().get_legend().get_texts()] == ['a']"),
        answer("draw", "def draw(ax, xs):\n    ax.plot(xs, [2 * x for x in xs])\n    ax.set_title('twice')"),
        test(
            "axes-of-the-test",
            "fig, own = plt.subplots()\ndraw(own, [1, 2])\nassert own.get_title() == 'twice' and list(own.lines[0].get_ydata()) == [2, 4]",
        ),
        answer("show", "def show(values):\n    plt.figure()\n    plt.plot(values)\n    plt.show()"),
        test("new-figure", "before = plt.gcf().number\nshow([4, 5])\nassert plt.gcf().number != before"),
    ],
    variants={
        "by_axes": {
            "line": "fig0, ax0 = plt.subplots()\nax0.plot([1, 2], [3, 4], label='a')\nax0.set(title='Growth')\nax0.legend()",
            "show": "def show(values):\n    f, a = plt.subplots()\n    a.plot(values)",
        },
        "by_pyplot": {
            "draw": "def draw(ax, xs):\n    plt.plot(xs, [2 * x for x in xs])\n    plt.title('twice')",
        },
        "half": {
            "line": "plt.plot([1, 2], [3, 4])\nplt.plot([1, 2], [3, 4])\nplt.title('Growth')",
            "draw": "def draw(ax, xs):\n    ax.plot(xs, xs)\n    ax.set_title('twice')",
            "show": "def show(values):\n    plt.plot(values)",
        },
    },
    together={
        "current-axes": "looks at the figure that is drawn",
        "legend": "looks at the figure that is drawn",
        "axes-of-the-test": "makes the figure on which `plt.plot` draws",
        "new-figure": "looks at the figure that is drawn",
    },
)
