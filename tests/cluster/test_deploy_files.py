"""The files by which a cluster is made: well formed, of one version, silent, without keys."""

import re
from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
QUIET = "RAY_USAGE_STATS_ENABLED"


def test_kubernetes_pods_read_on_the_cores_that_they_ask_for_and_tell_nobody() -> None:
    cluster: dict[str, Any] = yaml.safe_load((DEPLOY / "kuberay.yaml").read_text("utf-8"))
    assert (cluster["apiVersion"], cluster["kind"]) == ("ray.io/v1", "RayCluster")
    head, workers = cluster["spec"]["headGroupSpec"], cluster["spec"]["workerGroupSpecs"]
    assert head["rayStartParams"] == {"num-cpus": "0", "include-dashboard": "false"}
    for group in (head, *workers):
        (container,) = group["template"]["spec"]["containers"]
        assert {"name": QUIET, "value": "0"} in container["env"]
        assert container["resources"]["requests"] == container["resources"]["limits"]
    for group in workers:
        (container,) = group["template"]["spec"]["containers"]
        assert group["rayStartParams"]["num-cpus"] == container["resources"]["limits"]["cpu"]
    assert f"rayproject/ray:{cluster['spec']['rayVersion']}-py311-cpu" in _image()


def test_machines_are_started_silent_and_without_a_dashboard() -> None:
    cluster: dict[str, Any] = yaml.safe_load((DEPLOY / "ray.yaml").read_text("utf-8"))
    assert cluster["head_node_type"] in cluster["available_node_types"]
    assert f"--env {QUIET}=0" in cluster["docker"]["run_options"]
    starts = [*cluster["head_start_ray_commands"], *cluster["worker_start_ray_commands"]]
    assert all(f"{QUIET}=0" in each for each in starts if "ray start" in each)
    assert any("--include-dashboard=false" in each for each in starts)
    assert f"{QUIET}=0" in _image()


def test_no_key_stands_in_them() -> None:
    for path in DEPLOY.iterdir():
        words = path.read_text("utf-8").lower()
        assert not re.search(r"secret|password|access_key|token\s*[:=]|akia[0-9a-z]{16}", words), path.name


def _image() -> str:
    return (DEPLOY / "Dockerfile").read_text("utf-8")
