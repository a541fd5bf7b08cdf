"""Ray, started or joined: without telemetry and without a dashboard."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from demarche.errors import ClusterError

OBJECT_STORE = 200 * 2**20  # bytes, where Ray is started here: batches pass through it, and little else
NO_TELEMETRY = "RAY_USAGE_STATS_ENABLED"


def ray_module() -> Any:
    """Ray itself. Raises ClusterError where it is not installed."""
    os.environ[NO_TELEMETRY] = "0"  # before it is loaded: it looks once
    try:
        import ray
    except ImportError as error:
        raise ClusterError("Ray is not installed: pip install 'demarche[cluster]'") from error
    return ray


@contextmanager
def session(address: str | None = None, workers: int | None = None) -> Iterator[int]:
    """Ray for as long as the context lasts; gives how many workers there are to be, one a core.

    `address`: a cluster to join; by default that of RAY_ADDRESS, else Ray is started on this machine alone.
    What is running in this process already is used, and left running. Raises ClusterError.
    """
    ray = ray_module()
    if ray.is_initialized():
        yield workers or _cores(ray)
        return
    address = address or os.environ.get("RAY_ADDRESS")
    quietly = {"log_to_driver": False, "logging_level": "ERROR"}
    try:
        if address:
            ray.init(address=address, **quietly)
        else:
            ray.init(
                address="local",
                num_cpus=workers or os.cpu_count(),
                include_dashboard=False,
                object_store_memory=OBJECT_STORE,
                **quietly,
            )
    except Exception as error:  # Ray has no family of errors for this
        words = " ".join(str(error).split())[:200] or type(error).__name__
        raise ClusterError(f"no Ray at {address or 'this machine'}: {words}") from error
    try:
        yield workers or _cores(ray)
    finally:
        ray.shutdown()


def _cores(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
