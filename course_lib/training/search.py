"""Learning as search without gradients (lecture 3): draw weights, keep the best."""

import numpy as np

from course_lib.arguments import count
from course_lib.progress import progress


def random_search(loss, shape, n_draws, rng, scale=1.0):
    """Draw weights at random and keep the best so far.

    Parameters
    ----------
    loss : callable
        W -> number, lower is better.
    shape : tuple of int
        Of the weights.
    n_draws : int
    rng : numpy.random.Generator
    scale : float
        Standard deviation of the draws.

    Returns
    -------
    trajectory : float array (n_draws, ...)
        The best weights after each draw.
    losses : float array (n_draws,)
        Their losses: they never rise.

    Raises
    ------
    TypeError, ValueError
        If there is nothing to draw.

    Notes
    -----
    Lecture 3. What one draw finds is not used by the next.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> trajectory, losses = random_search(lambda W: np.sum((W - 1) ** 2), (2,), 200, rng)
    >>> trajectory[-1].round(), bool(losses[-1] < losses[0])
    (array([1., 1.]), True)
    """
    n_draws = count("random_search", "n_draws", n_draws, least=1)
    trajectory, losses = np.empty((n_draws, *shape)), np.empty(n_draws)
    best, lowest = None, np.inf
    for draw in progress(range(n_draws), "random search"):
        W = scale * rng.standard_normal(shape)
        value = loss(W)
        if best is None or value < lowest:
            best, lowest = W, value
        trajectory[draw], losses[draw] = best, lowest
    return trajectory, losses


def population_search(
    loss, shape, n_generations, rng, population=20, survivors=5, scale=1.0, mutation=0.3, cooling=0.99
):
    """Let a population of weights evolve: the fittest survive, children mix two parents and mutate.

    Parameters
    ----------
    loss : callable
        W -> number, lower is fitter.
    shape : tuple of int
        Of the weights.
    n_generations : int
    rng : numpy.random.Generator
    population, survivors : int
        How many there are, and how many of them are parents of the next generation (2 or more).
    scale : float
        Standard deviation of the first generation.
    mutation, cooling : float
        Standard deviation of what is added to a child, and the factor by which it shrinks each generation.

    Returns
    -------
    trajectory : float array (n_generations, ...)
        The fittest of each generation.
    losses : float array (n_generations,)
        Their losses: they never rise, because parents stay in the race.

    Raises
    ------
    TypeError, ValueError
        If there is no generation, or not 2 <= survivors < population.

    Notes
    -----
    Lecture 3: a genetic algorithm. A child takes each weight from one of two parents.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> trajectory, losses = population_search(lambda W: np.sum((W - 3) ** 2), (2,), 300, rng)
    >>> trajectory[-1].round()
    array([3., 3.])
    """
    n_generations = count("population_search", "n_generations", n_generations, least=1)
    if not 2 <= survivors < population:
        raise ValueError(
            f"population_search: 2 <= survivors < population must hold; got {survivors} and {population}."
        )
    trajectory, lowest = np.empty((n_generations, *shape)), np.empty(n_generations)
    people = scale * rng.standard_normal((population, *shape))
    losses = np.array([loss(W) for W in people])
    for generation in progress(range(n_generations), "population search"):
        fittest = np.argsort(losses)[:survivors]
        parents, parent_losses = people[fittest], losses[fittest]
        trajectory[generation], lowest[generation] = parents[0], parent_losses[0]
        born = _children(parents, population - survivors, mutation * cooling**generation, rng)
        people = np.concatenate([parents, born])
        losses = np.concatenate([parent_losses, [loss(W) for W in born]])
    return trajectory, lowest


def _children(parents, n_children, mutation, rng):
    shape = parents.shape[1:]
    mothers, fathers = rng.integers(len(parents), size=(2, n_children))
    from_mother = rng.random((n_children, *shape)) < 0.5
    mixed = np.where(from_mother, parents[mothers], parents[fathers])
    return mixed + mutation * rng.standard_normal(mixed.shape)
