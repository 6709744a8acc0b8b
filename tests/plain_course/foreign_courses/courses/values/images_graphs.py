"""Pillow and networkx: images and graphs that a test passes to a function or gets back, and figures."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain(
            "import matplotlib.pyplot as plt\nimport networkx as nx\nimport numpy as np\nfrom matplotlib.patches import Rectangle\nfrom PIL import Image"
        ),
        answer("size", "def size(im):\n    return im.size"),
        test("given-an-image", 'assert size(Image.new("RGB", (4, 5))) == (4, 5)'),
        answer("half", "def half(im):\n    return im.resize((im.width // 2, im.height // 2))"),
        test(
            "returns-an-image",
            'small = half(Image.new("L", (8, 6), 200))\nassert isinstance(small, Image.Image)\nassert small.size == (4, 3) and small.getpixel((0, 0)) == 200',
        ),
        answer("made", "red = Image.fromarray(np.full((2, 3, 3), [255, 0, 0], dtype=np.uint8))"),
        test("image-made", 'assert red.mode == "RGB"\nassert np.asarray(red)[0, 0].tolist() == [255, 0, 0]'),
        answer("paint", "def paint(im):\n    im.putpixel((1, 1), 255)"),
        test("image-changed", 'im = Image.new("L", (3, 3))\npaint(im)\nassert im.getpixel((1, 1)) == 255'),
        answer("graph", 'G = nx.Graph()\nG.add_edge("a", "b", weight=2)\nG.add_node("c")'),
        test(
            "graph-made",
            'assert isinstance(G, nx.Graph)\nassert G.number_of_nodes() == 3 and G["a"]["b"]["weight"] == 2\nassert nx.has_path(G, "a", "b") and not nx.has_path(G, "a", "c")',
        ),
        answer("hubs", "def hubs(graph):\n    return sorted(n for n, d in graph.degree if d > 1)"),
        test("given-a-graph", "assert hubs(nx.path_graph(4)) == [1, 2]"),
        answer(
            "connect",
            "def connect(graph):\n    nodes = list(graph)\n    graph.add_edge(nodes[0], nodes[-1])\n    return graph",
        ),
        test(
            "graph-changed",
            "ring = connect(nx.path_graph(4))\nassert nx.is_isomorphic(ring, nx.cycle_graph(4))",
        ),
        answer("directed", "def reverse(graph):\n    return graph.reverse()"),
        test(
            "digraph",
            "d = reverse(nx.DiGraph([(1, 2)]))\nassert list(d.edges) == [(2, 1)] and d.is_directed()",
        ),
        answer("bars", "fig, ax = plt.subplots()\nax.bar([1, 2], [3, 4])\nax.set_title('T')"),
        test(
            "rectangles",
            "bars = [c for c in ax.get_children() if isinstance(c, Rectangle) and c is not ax.patch]\nassert [b.get_height() for b in bars] == [3, 4]\nassert ax.get_title() == 'T'",
        ),
        answer("grid", "fig2, axes = plt.subplots(1, 2)\nleft = axes.flat[0]\nright = axes.flat[1]"),
        test("axes", "assert right == axes.flat[-1] and left != right\nassert len(fig2.axes) == 2"),
    ],
    variants={
        "other_ways": {
            "size": "def size(im):\n    return im.width, im.height",
            "half": "def half(im):\n    return Image.fromarray(np.array(im)[::2, ::2])",
            "made": 'red = Image.new("RGB", (3, 2), "red")',
            "paint": "def paint(im):\n    pixels = im.load()\n    pixels[1, 1] = 255",
            "graph": 'G = nx.from_edgelist([("a", "b")])\nG["a"]["b"]["weight"] = 2\nG.add_nodes_from(["c"])',
            "hubs": "def hubs(graph):\n    return [n for n in graph.nodes() if len(list(graph.neighbors(n))) >= 2]",
            "connect": "def connect(graph):\n    new = graph.copy()\n    new.add_edge(0, len(new) - 1)\n    return new",
            "directed": "def reverse(graph):\n    return nx.DiGraph((b, a) for a, b in graph.edges)",
            "bars": "fig = plt.figure()\nax = fig.add_subplot()\nplt.bar(['x', 'y'], [3, 4])\nplt.title('T')",
        },
        "arrays": {
            "half": "def half(im):\n    new = Image.new(im.mode, (im.width // 2, im.height // 2))\n    new.paste(im.getpixel((0, 0)), (0, 0, *new.size))\n    return new",
            "made": "red = Image.new('RGB', (3, 2))\nred.paste((255, 0, 0), (0, 0, 3, 2))",
            "paint": "def paint(im):\n    im.paste(255, (1, 1, 2, 2))",
            "hubs": "def hubs(graph):\n    return [n for n in graph if graph.degree(n) == 2]",
        },
        "half": {
            "size": "def size(im):\n    return np.array(im).shape",
            "half": "def half(im):\n    return np.array(im)[::2, ::2]",
            "graph": "G = {'a': ['b'], 'c': []}",
            "connect": "def connect(graph):\n    return graph",
            "bars": "fig, ax = plt.subplots()\nax.plot([1, 2], [3, 4])",
        },
    },
    together={
        "rectangles": "asks for the class of a part of the student's figure",
    },
)
