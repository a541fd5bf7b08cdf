"""Pieces of work on Ray: so many at a time as there are workers; what a dead worker had is done again."""

from collections.abc import Iterable, Iterator
from typing import Any

from demarche.cluster.desk import Facts, Work
from demarche.cluster.plan import Piece, Team, do_piece
from demarche.cluster.session import ray_module
from demarche.errors import ClusterError, DemarcheError

TRIES = 5  # of a piece whose worker dies
AHEAD = 2  # pieces that wait for each worker: it need not wait for the next


def team_of(workers: int) -> Team:
    """A team of so many workers, one core each."""
    ray = ray_module()
    task = ray.remote(num_cpus=1, max_retries=TRIES)(do_piece)
    put: dict[str, Any] = {}

    def team(work: Work, pieces: Iterable[Piece]) -> Iterator[Facts]:
        if work.run not in put:
            put[work.run] = ray.put(work)
        given: list[Any] = []
        for piece in pieces:
            if len(given) >= AHEAD * workers:
                yield _first(ray, given)
            given.append(task.remote(put[work.run], *piece))
        while given:
            yield _first(ray, given)

    return team


def _first(ray: Any, given: list[Any]) -> Facts:
    done = ray.wait(given, num_returns=1)[0][0]
    given.remove(done)
    try:
        facts: Facts = ray.get(done)
    except ray.exceptions.RayTaskError as error:
        cause = error.cause
        if isinstance(cause, DemarcheError):
            raise cause from error
        raise ClusterError(f"a piece of work failed: {type(cause).__name__}: {cause}") from error
    except ray.exceptions.RayError as error:
        words = " ".join(str(error).split())[:200]
        raise ClusterError(f"a piece of work could not be done: {words}") from error
    return facts
