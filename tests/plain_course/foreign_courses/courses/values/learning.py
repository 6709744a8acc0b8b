"""scikit-learn: estimators that students fit, return and are given, and data sets as bunches."""

from tests.plain_course.foreign_courses.parts import Course, answer, plain, test

COURSE = Course(
    cells=[
        plain(
            """
import numpy as np
from sklearn.base import clone
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
"""
        ),
        answer("load", "iris = load_iris()\nX, y = iris.data, iris.target"),
        test(
            "bunch",
            "assert iris.data.shape == (150, 4) and list(iris.target_names)[0] == 'setosa'\nassert iris['target'].max() == 2",
        ),
        answer("fit", "model = LinearRegression().fit([[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0])"),
        test(
            "is-a-model",
            "assert isinstance(model, LinearRegression)\nassert np.allclose(model.coef_, 2) and np.isclose(model.intercept_, 1)",
        ),
        test(
            "predicts",
            "assert np.allclose(model.predict([[5.0]]), 11)\nassert model.score([[0.0], [1.0]], [1.0, 3.0]) == 1",
        ),
        answer("tree", "tree = DecisionTreeClassifier(max_depth=2, random_state=0).fit(X, y)"),
        test(
            "tree",
            "assert tree.get_depth() == 2 and tree.get_params()['random_state'] == 0\nassert tree.score(X, y) > 0.9",
            2,
        ),
        test("cross-validated", "scores = cross_val_score(tree, X, y, cv=3)\nassert scores.mean() > 0.85"),
        test("cloned", "assert clone(tree).max_depth == 2"),
        answer(
            "accuracy", "def accuracy(estimator, X, y):\n    return float(np.mean(estimator.predict(X) == y))"
        ),
        test(
            "given-an-estimator",
            "known = LogisticRegression(max_iter=1000).fit(X, y)\nassert accuracy(known, X, y) == known.score(X, y)",
        ),
        answer("refit", "def refit(estimator):\n    return estimator.fit([[0.0], [1.0]], [0.0, 3.0])"),
        test(
            "fits-what-it-is-given",
            "own = LinearRegression()\nassert refit(own) is own or True\nassert np.allclose(refit(LinearRegression()).coef_, 3)",
        ),
        answer("pipe", "pipe = make_pipeline(StandardScaler(), LogisticRegression())\npipe.fit(X, y)"),
        test(
            "pipeline",
            "assert [name for name, _ in pipe.steps] == ['standardscaler', 'logisticregression']\nassert pipe.score(X, y) > 0.9\nassert isinstance(pipe[0], StandardScaler)",
        ),
        answer("split", "parts = train_test_split(X, y, test_size=0.2, random_state=1)"),
        test(
            "split",
            "X_train, X_test, y_train, y_test = parts\nassert X_train.shape == (120, 4) and len(y_test) == 30",
        ),
    ],
    variants={
        "other_ways": {
            "load": "iris = load_iris()\nX, y = load_iris(return_X_y=True)",
            "fit": "model = LinearRegression()\nmodel.fit(np.array([[0], [1], [2]]), np.array([1, 3, 5]))",
            "accuracy": "def accuracy(estimator, X, y):\n    return estimator.score(X, y)",
            "refit": "def refit(estimator):\n    estimator.fit(np.array([[0.0], [1.0]]), np.array([0.0, 3.0]))\n    return estimator",
            "pipe": "from sklearn.pipeline import Pipeline\npipe = Pipeline([('standardscaler', StandardScaler()), ('logisticregression', LogisticRegression())]).fit(X, y)",
        },
        "new_models": {
            "fit": "model = LinearRegression(copy_X=False)\nmodel.coef_ = np.array([2.0])\nmodel.intercept_ = 1.0",
            "tree": "tree = DecisionTreeClassifier(random_state=0, max_leaf_nodes=4, max_depth=2)\n_ = tree.fit(X, y)",
            "accuracy": "def accuracy(estimator, X, y):\n    return sum(a == b for a, b in zip(estimator.predict(X), y)) / len(y)",
            "refit": "def refit(estimator):\n    return type(estimator)().fit([[0.0], [1.0]], [0.0, 3.0])",
        },
        "half": {
            "load": "X, y = load_iris(return_X_y=True)\niris = {'data': X, 'target': y}",
            "fit": "model = np.polyfit([0, 1, 2], [1, 3, 5], 1)",
            "tree": "tree = DecisionTreeClassifier(max_depth=3).fit(X, y)",
            "accuracy": "def accuracy(estimator, X, y):\n    return 1.0",
            "refit": "def refit(estimator):\n    return estimator",
        },
    },
    together={
        "cross-validated": "hands the student's model, which keeps C structures, to the library",
        "cloned": "hands the student's model, which keeps C structures, to the library",
    },
)
