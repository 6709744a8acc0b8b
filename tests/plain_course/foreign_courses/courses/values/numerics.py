"""SciPy and NumPy: results with attributes, masked arrays, sparse matrices, matrices, polynomials, globals of tests."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain("import numpy as np\nfrom scipy import integrate, optimize, sparse, stats"),
        answer("minimum", "result = optimize.minimize(lambda x: (x[0] - 2) ** 2, [0.0])"),
        test(
            "minimize",
            'assert abs(result.x[0] - 2) < 1e-4\nassert result.success and result["fun"] < 1e-6\nassert isinstance(result, optimize.OptimizeResult)',
        ),
        answer(
            "solve",
            """
def decay(y0):
    return integrate.solve_ivp(lambda t, y: -y, (0, 1), [y0], t_eval=[0, 1], rtol=1e-8)
""",
        ),
        test(
            "solve_ivp",
            "sol = decay(2.0)\nassert sol.y.shape == (1, 2)\nassert np.isclose(sol.y[0, -1], 2 / np.e)",
        ),
        answer("test", "found = stats.ttest_ind([1, 2, 3], [2, 3, 5])"),
        test(
            "named-result", "assert 0.2 < found.pvalue < 0.5\nt, p = found\nassert t == found.statistic < 0"
        ),
        answer("fit", "line = stats.linregress([0, 1, 2], [1, 3, 5])"),
        test("linregress", "assert np.isclose(line.slope, 2) and np.isclose(line.intercept, 1)"),
        answer("mask", "masked = np.ma.masked_less(np.array([1.0, -2.0, 3.0]), 0)"),
        test(
            "masked",
            "assert masked.mask.tolist() == [False, True, False]\nassert masked.mean() == 2.0\nassert np.ma.isMaskedArray(masked)",
        ),
        answer(
            "laplacian",
            "def laplacian(n):\n    return sparse.diags([1.0, -2.0, 1.0], [-1, 0, 1], shape=(n, n), format='csr')",
        ),
        test(
            "sparse",
            """
A = laplacian(4)
assert sparse.issparse(A) and A.nnz == 10
assert np.allclose(A @ np.ones(4), [-1, 0, 0, -1])
assert A.toarray()[0, 0] == -2
""",
            2,
        ),
        answer("apply", "def apply(A, x):\n    return A @ x"),
        test(
            "given-sparse", "assert apply(sparse.eye(3, format='csr') * 2, np.ones(3)).tolist() == [2, 2, 2]"
        ),
        answer("polynomial", "p = np.poly1d([1, 0, -4])"),
        test(
            "poly1d",
            "assert isinstance(p, np.poly1d)\nassert np.allclose(sorted(p.r), [-2, 2])\nassert p(3) == 5",
        ),
        answer("matrix", "M = np.matrix([[1, 2], [3, 4]])"),
        test("matrix", "assert type(M) is np.matrix\nassert (M * M)[0, 0] == 7"),
        answer("slip", "def shifted(a):\n    return A_GLOBAL + a"),
        test(
            "global-of-the-test", "A_GLOBAL = 3\nassert shifted(1) == 4\nA_GLOBAL = 5\nassert shifted(1) == 6"
        ),
        answer("structured", "points = np.array([(1, 2.5)], dtype=[('x', 'i4'), ('y', 'f8')])"),
        test("structured", "assert points['y'][0] == 2.5\nassert points.dtype.names == ('x', 'y')"),
    ],
    variants={
        "by_hand": {
            "minimum": "result = optimize.OptimizeResult(x=np.array([2.0]), success=True, fun=0.0)",
            "solve": """
def decay(y0):
    sol = integrate.solve_ivp(fun=lambda t, y: [-y[0]], t_span=(0, 1), y0=[y0], rtol=1e-9, atol=1e-9)
    sol.y = sol.y[:, [0, -1]]
    return sol
""",
            "mask": "masked = np.ma.array([1.0, -2.0, 3.0], mask=[0, 1, 0])",
            "laplacian": """
def laplacian(n):
    A = sparse.lil_matrix((n, n))
    for i in range(n):
        for j, value in ((i - 1, 1), (i, -2), (i + 1, 1)):
            if 0 <= j < n:
                A[i, j] = value
    return A
""",
            "apply": "def apply(A, x):\n    return A.dot(x)",
            "polynomial": "p = np.poly1d([2, -2], r=True)",
        },
        "others": {
            "minimum": "result = optimize.minimize(lambda x: np.sum((x - 2) ** 2), x0=np.zeros(1), method='Nelder-Mead')",
            "test": "found = stats.ttest_ind(np.array([1.0, 2, 3]), np.array([2.0, 3, 5]))",
            "laplacian": "def laplacian(n):\n    return sparse.coo_array(np.diag([-2.0] * n) + np.diag([1.0] * (n - 1), 1) + np.diag([1.0] * (n - 1), -1))",
            "apply": "def apply(A, x):\n    return A.toarray() @ x",
            "matrix": "M = np.asmatrix('1 2; 3 4')",
            "slip": "def shifted(a):\n    return globals()['A_GLOBAL'] + a",
        },
        "half": {
            "minimum": "result = {'x': [2.0]}",
            "test": "found = (-1.0, 0.3)",
            "mask": "masked = np.array([1.0, np.nan, 3.0])",
            "laplacian": "def laplacian(n):\n    return np.diag([-2.0] * n)",
            "polynomial": "p = [1, 0, -4]",
            "matrix": "M = np.array([[1, 2], [3, 4]])",
            "slip": "def shifted(a):\n    return B_GLOBAL + a",
        },
    },
)
