"""The recipes for a cluster: linted, of the schema, and run as far as they can be here."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from tests.autograder.classroom.graded_class import stored
from tests.autograder.helpers.small_course import submit

ROOT = Path(__file__).parents[4]
RECIPES = ROOT / "setup" / "cluster"
_KUBERNETES = "1.33"  # the first in which user namespaces of pods are on by default


def _documents(name):
    return list(yaml.safe_load_all((RECIPES / name).read_text()))


def _lint(text):
    command = [Path(sys.executable).with_name("hadolint"), "--no-color", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True)


def test_the_image_is_linted_and_has_the_extras_that_are_declared():
    text = (RECIPES / "Dockerfile").read_text()
    assert (done := _lint(text)).returncode == 0, done.stdout
    assert _lint(text.replace("# hadolint ignore=DL3008", "")).returncode == 1  # it can fail
    extras = re.search(r"/opt/course\[([\w,]+)\]", text)[1].split(",")
    assert (
        set(extras)
        <= tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"].keys()
    )


def test_no_marks_and_no_secret_come_into_the_image():
    allowed = [
        line[1:]
        for line in (RECIPES / "Dockerfile.dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    assert all((ROOT / name).exists() for name in allowed)
    assert {"autograder", "course_lib", "etc", "pyproject.toml"} <= set(allowed)
    assert "notebooks" not in allowed


@pytest.mark.parametrize("name", ["kubernetes.yaml", "watch.yaml"])
def test_the_manifests_are_of_kubernetes_schema(name):
    for document in _documents(name):
        kubernetes_validate.validate(document, _KUBERNETES, strict=True)


def test_a_manifest_that_is_none_is_told():
    deployment = next(each for each in _documents("kubernetes.yaml") if each["kind"] == "Deployment")
    deployment["spec"]["replica"] = 3
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(deployment, _KUBERNETES, strict=True)


def test_workers_may_make_namespaces_and_reach_nothing_but_the_cluster():
    by_name = {(each["kind"], each["metadata"]["name"]): each for each in _documents("kubernetes.yaml")}
    pod = by_name["Deployment", "worker"]["spec"]["template"]["spec"]
    rights = pod["containers"][0]["securityContext"]
    assert pod["hostUsers"] is False and not pod["automountServiceAccountToken"]
    assert (rights["procMount"], rights["seccompProfile"]["type"]) == ("Unmasked", "Unconfined")
    policy = by_name["NetworkPolicy", "workers-reach-the-scheduler-only"]["spec"]
    assert policy["podSelector"]["matchLabels"] == {"app": "worker"}
    assert policy["policyTypes"] == ["Ingress", "Egress"]


def test_the_exchange_of_the_hub_is_the_one_that_is_watched():
    hub = yaml.safe_load((RECIPES / "jupyterhub.yaml").read_text())["singleuser"]["storage"]
    (watch,) = _documents("watch.yaml")
    mounts = watch["spec"]["template"]["spec"]["containers"][0]["volumeMounts"]
    assert hub["extraVolumeMounts"][0]["mountPath"] in {mount["mountPath"] for mount in mounts}
    assert watch["spec"]["replicas"] == 1 and watch["spec"]["strategy"]["type"] == "Recreate"


def test_the_script_for_slurm_grades_a_class(course_folder, tmp_path):
    """With an `srun` that starts what it is given once, here; all else is real."""
    submit(course_folder, "ann")
    (tmp_path / "bin").mkdir()
    srun = tmp_path / "bin" / "srun"
    srun.write_text('#!/bin/bash\nshift\nexec "$@"\n')
    srun.chmod(0o755)
    hostname = tmp_path / "bin" / "hostname"
    hostname.write_text("#!/bin/bash\necho 127.0.0.1\n")
    hostname.chmod(0o755)
    beside = Path(sys.executable).parent
    path = os.pathsep.join([str(tmp_path / "bin"), str(beside), os.environ["PATH"]])
    done = subprocess.run(
        [RECIPES / "slurm.sh", "hw"],
        cwd=course_folder,
        env={
            **os.environ,
            "PATH": path,
            "SLURM_CPUS_PER_TASK": "1",
            "SLURM_JOB_ID": str(os.getpid()),
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 graded now" in done.stdout
    assert stored(course_folder, "ann")["double-check"][0] == 2.0
