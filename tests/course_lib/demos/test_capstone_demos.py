"""The demos of the capstone, and those in which a net is tried on other images."""

import numpy as np
import pytest

from course_lib import demos
from course_lib.datasets import load_digits
from course_lib.demos.backpropagation.draw_a_digit import Canvas, stroke
from course_lib.demos.backpropagation.net_against_line import PATCHES, SHIFTS, changed
from course_lib.demos.capstone.tape_walk import LAST
from course_lib.networks import array_gates
from course_lib.networks.modules import Linear


def test_the_walk_over_the_tape_goes_backward_and_agrees_with_differences():
    demo = demos.tape_walk()
    last = demo.controls[0].values[-1]
    places = [demo.frame(step=step)["place"] for step in demo.controls[0].values]
    assert places == sorted(places, reverse=True)
    assert demo.frame(step=last)["worst"] < 1e-7
    assert "Done: largest relative error against differences" in demo.sentence(
        demo.frame(step=last), step=last
    )
    assert np.all(demo.frame(step=0)["collected"] == 0)


def test_a_wrong_backward_pass_of_the_student_is_seen_in_the_walk():
    demo = demos.tape_walk(unbroadcast=lambda dz, shape: array_gates.unbroadcast(dz, shape) / len(dz))
    assert demo.frame(step=demo.controls[0].values[-1])["worst"] > 0.1


@pytest.mark.parametrize(
    ("walk_back", "words"),
    [
        (lambda records: [np.zeros(np.shape(value)) for *_, value in records], "it called 0"),
        (lambda records: [1.0], "must return 13 things"),
    ],
)
def test_a_walk_that_cannot_be_shown_says_why(walk_back, words):
    with pytest.raises(demos.CannotShow, match=words):
        demos.tape_walk(walk_back=walk_back).frame()


def test_a_stack_stores_52_and_a_single_memory_5():
    demo = demos.module_memory()
    stack, single = demo.controls[1].values
    assert [demo.frame(step=step, memory=stack)["dW"] for step in range(5)] == [0, 0, 0, 50, 52]
    assert [demo.frame(step=step, memory=single)["dW"] for step in range(5)] == [0, 0, 0, 50, 5]
    assert demo.frame(step=2, memory=stack)["kept"].tolist() == [2, 5]
    assert demo.sentence(demo.frame(step=4, memory=single), step=4, memory=single).endswith("; it is not.")


def test_a_students_module_is_shown_and_a_stub_says_so():
    class Doubling(Linear):
        def backward(self, dY):
            return super().backward(2 * dY)

    own = demos.module_memory(Doubling)
    assert [control.name for control in own.controls] == ["step"]
    assert own.frame(step=4)["dW"] == 104

    class Stub(Linear):
        def forward(self, X):
            raise NotImplementedError

    with pytest.raises(demos.CannotShow, match="Stub is not implemented yet"):
        demos.module_memory(Stub).frame(step=1)


def test_a_queue_would_give_25_and_two_gradients_that_forget_their_order_are_seen():
    class Queue(Linear):
        def backward(self, dY):
            self.kept.reverse()
            return super().backward(dY)

    demo = demos.module_memory(Queue)
    assert demo.frame(step=4)["dW"] == 25 and "= 25" in demo.questions[0].right


def test_no_product_of_matrices_lies_between_the_second_bias_and_the_loss():
    """The question about the student's five functions: b2's gradient survives a wrong matmul_backward alone."""
    right = demos.tape_walk()
    last = right.controls[0].values[-1]
    assert last == LAST
    (b2,) = [k for k in range(13) if ": b2" in right.figure().axes[0].get_yticklabels()[k].get_text()]
    wrong = {
        "matmul_backward": lambda dZ, A, B: (0 * A, 0 * B),
        "unbroadcast": lambda dz, shape: 2 * array_gates.unbroadcast(dz, shape),
        "log_softmax_backward": lambda dZ, scores: 2 * array_gates.log_softmax_backward(dZ, scores),
        "pick_backward": lambda dz, X, y: 2 * array_gates.pick_backward(dz, X, y),
    }
    key = f"length {b2}"
    kept = {
        name
        for name, function in wrong.items()
        if demos.tape_walk(**{name: function}).frame(step=last)[key] == right.frame(step=last)[key]
    }
    (question,) = demos.tape_walk(**wrong).questions
    assert kept == {question.right} == {"matmul_backward"}


def test_the_images_and_the_first_weights_come_last():
    demo = demos.tape_walk()
    sentence = demo.sentence(demo.frame(step=LAST), step=LAST)
    assert "hands gradients to 0 (X) and 1 (W1.T)" in sentence


@pytest.mark.parametrize(("question", "better"), [(0, True), (1, False)])
def test_a_rate_that_falls_helps_where_the_loss_trembles_and_only_there(question, better):
    demo = demos.falling_rate()
    constant, falling = demo.frame(**demo.questions[question].shows)["ends"]
    assert f"{falling:.2f} against {constant:.2f}" in demo.questions[question].why
    assert (falling < 0.6 * constant) if better else (falling > 1.1 * constant)


def test_a_stroke_that_is_no_digit_is_read_as_one_with_certainty():
    demo = demos.draw_a_digit()
    values = demo.compute(demo.start(), pen="draw")
    assert values["p"].max() > 0.99 and not values["blank"]


def test_images_are_moved_covered_and_inverted_as_a_plain_loop_does_it():
    X = load_digits()[0][:5]
    for shift, (down, right) in SHIFTS.items():
        for cover, patch in PATCHES.items():
            found = changed(X, shift, cover, "inverted").reshape(-1, 8, 8)
            for image, result in zip(X.reshape(-1, 8, 8), found, strict=True):
                for row in range(8):
                    for column in range(8):
                        r, c = row - down, column - right
                        ink = image[r, c] if 0 <= r < 8 and 0 <= c < 8 else 0.0
                        if patch and patch[0] <= row < patch[0] + 3 and patch[1] <= column < patch[1] + 3:
                            ink = 0.5
                        assert result[row, column] == 1 - ink


def test_the_worst_mistakes_come_first_with_the_nets_own_probabilities():
    values = demos.net_against_line().frame(shift="left")
    shares = [int(values[f"word {k}"].split(": ")[1].rstrip("%")) for k in range(12)]
    assert shares == sorted(shares, reverse=True) and values["mistakes"] > 12
    few = demos.net_against_line().frame()
    assert [few[f"word {k}"] != "" for k in range(12)] == [True] * 3 + [False] * 9


def test_a_loss_that_is_not_written_costs_nothing_until_the_demo_is_shown():
    def two_layer_loss(X, y, W1, b1, W2, b2, reg):
        raise NotImplementedError

    for make in (demos.net_against_line, demos.draw_a_digit):
        demo = make(loss=two_layer_loss)
        with pytest.raises(demos.CannotShow, match="two_layer_loss is not implemented yet"):
            demo.figure()


def test_a_stroke_leaves_no_gap_and_the_eraser_undoes_it():
    blank = Canvas(np.zeros((8, 8)), pen=(1.5, 1.5))
    drawn = stroke(blank, 6.5, 6.5, "draw")
    assert np.diag(drawn.ink)[1:7].min() > 0.9 and drawn.ink[0, 7] == drawn.ink[7, 0] == 0
    back = stroke(drawn, 1.5, 1.5, "erase")
    assert np.diag(back.ink)[1:7].max() < 0.1
    assert not blank.ink.any()  # a state is never changed
