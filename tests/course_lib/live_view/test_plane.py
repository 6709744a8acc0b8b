"""The square of the plane: its cells, the borders between classes, and the points that are drawn."""

import numpy as np
from matplotlib.figure import Figure

from course_lib.live_view.plane import (
    CELLS,
    borders,
    draw_borders,
    draw_margins,
    draw_regions,
    level_line,
    margins,
    plane,
    three_clouds,
)

W = np.array([[1.0, 0.5, 0.2], [-0.5, 1.0, 0.1], [-0.7, -1.0, 0.0]])


def test_a_level_line_lies_where_one_class_is_ahead():
    for ahead in (0, 1):
        points = level_line(W, 0, 1, ahead)
        points = points[np.isfinite(points).all(axis=1)]
        scores = np.column_stack([points, np.ones(len(points))]) @ W.T
        assert len(points) > 10
        np.testing.assert_allclose(scores[:, 0] - scores[:, 1], ahead, atol=1e-9)
        assert (scores[:, 2] <= scores[:, 1] + 1e-9).all()
    assert np.isnan(level_line(np.ones((3, 3)), 0, 1, 0)).all()


def test_every_line_that_is_computed_is_drawn():
    axes = Figure().subplots()
    assert borders(W).keys() == draw_borders(axes).keys()
    assert margins(W).keys() == draw_margins(axes).keys()


def test_a_cell_is_drawn_where_its_centre_lies():
    axes = Figure().subplots()
    image = draw_regions(axes, "regions", ["blue", "red"], limits=(0, 1))
    image.set_data((plane()[:, 0] > 1.0).reshape(CELLS, CELLS))  # right of x1 = 1
    left, right, bottom, top = image.get_extent()
    column = np.argmax(image.get_array()[0])
    assert abs(left + column * (right - left) / CELLS - 1.0) <= (right - left) / CELLS
    assert (bottom, top, image.origin) == (-3.5, 3.5, "lower")


def test_the_clouds_have_a_column_of_ones_and_n_points_a_class():
    X, y = three_clouds(np.random.default_rng(0), n=4)
    assert X.shape == (12, 3)
    assert X[:, 2].tolist() == [1.0] * 12
    assert np.bincount(y).tolist() == [4, 4, 4]
