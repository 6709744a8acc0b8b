#!/bin/bash
# A cluster for one run on SLURM:   sbatch setup/cluster/slurm.sh loss_functions
# The scheduler and the run itself are on the first node; every node runs one worker with a thread a core.
#SBATCH --job-name=grading
#SBATCH --nodes=4
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --mem-per-cpu=2500M
#SBATCH --time=01:00:00
set -euo pipefail

lecture="${1:?usage: sbatch slurm.sh LECTURE}"
port=$((20000 + ${SLURM_JOB_ID:?must be run by sbatch} % 20000))  # another one for each job of a node
scheduler="tcp://$(hostname):$port"

dask scheduler --port "$port" --no-dashboard &
scheduler_process=$!
srun --kill-on-bad-exit=0 dask worker "$scheduler" --nthreads "$SLURM_CPUS_PER_TASK" --no-dashboard \
  --local-directory "${TMPDIR:-/tmp}" &
workers=$!
# The workers end first: without its scheduler each would end in an error.
trap 'kill "$workers"; wait "$workers" || true; kill "$scheduler_process"' EXIT

autograder grade "$lecture" --scheduler "$scheduler"
