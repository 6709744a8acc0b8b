"""scikit-learn's estimators that compute with NumPy alone, by their parameters and what they have learned.

Others keep C structures, whose parts, were they hostile, would read any memory: those stay where they are.
"""

from __future__ import annotations

from typing import Any

from sklearn import dummy, linear_model, naive_bayes, pipeline, preprocessing

from autograder.boxes.crossing.library.kind import Kind, exactly
from autograder.boxes.crossing.subclasses import without_methods

_CLASSES: tuple[type[Any], ...] = (
    *(linear_model.LinearRegression, linear_model.Ridge, linear_model.Lasso, linear_model.ElasticNet),
    *(linear_model.LogisticRegression, linear_model.RidgeClassifier, linear_model.Perceptron),
    *(preprocessing.StandardScaler, preprocessing.MinMaxScaler, preprocessing.LabelEncoder),
    *(preprocessing.OneHotEncoder, preprocessing.PolynomialFeatures, preprocessing.LabelBinarizer),
    *(naive_bayes.GaussianNB, naive_bayes.MultinomialNB, naive_bayes.BernoulliNB),
    *(dummy.DummyClassifier, dummy.DummyRegressor, pipeline.Pipeline),
)


def _state(estimator: Any) -> dict[str, Any]:
    return dict(vars(estimator))


def _maker(of: type[Any]) -> Any:
    def make(state: Any) -> Any:
        made: Any = object.__new__(of)
        vars(made).update(without_methods(of, exactly(state, dict)))
        return made

    return make


def _has_only_ours(steps: Any) -> bool:
    """Whether all steps of a pipeline cross: another object could answer for the whole."""
    return all(step is None or type(step) is str or type(step) in _CLASSES for _, step in steps)


def _pipeline_state(pipe: Any) -> dict[str, Any] | None:
    return _state(pipe) if _has_only_ours(pipe.steps) else None


def _pipeline(state: Any) -> Any:
    if not _has_only_ours(exactly(exactly(state, dict)["steps"], list)):
        raise ValueError("the steps of a pipeline are estimators that cross")
    return _maker(pipeline.Pipeline)(state)


def _take_over(target: Any, changed: Any) -> None:
    vars(target).update(vars(changed))


KINDS = {of.__name__: Kind(of, _state, _maker(of), _take_over) for of in _CLASSES}
KINDS["Pipeline"] = Kind(pipeline.Pipeline, _pipeline_state, _pipeline, _take_over)
