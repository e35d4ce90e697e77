"""Times pymcdm and scikit-criteria on the table that `rank.rs` writes: CPU and wall milliseconds, median of `runs`.

    python peers.py matrix.csv     (needs pymcdm and scikit-criteria; `rank.rs` starts it when REBOND_PEERS names a Python)
"""

import csv
import statistics
import sys
import time

import numpy as np

rows = list(csv.reader(open(sys.argv[1])))
x = np.array([[float(c) for c in row] for row in rows])
n, m = x.shape
weights = np.full(m, 1 / m)
senses = np.array([1 if c % 2 == 0 else -1 for c in range(m)])


def told(name, run, runs):
    wall, cpu = [], []
    for _ in range(runs):
        w, c = time.perf_counter(), time.process_time()
        run()
        wall.append(time.perf_counter() - w)
        cpu.append(time.process_time() - c)
    print(f"{name}: {statistics.median(cpu) * 1e3:.1f} ms CPU, {statistics.median(wall) * 1e3:.1f} ms wall", flush=True)


def smaa():
    utilities = (x - x.min(0)) / (x.max(0) - x.min(0))
    utilities = np.where(senses > 0, utilities, 1 - utilities)
    drawn = np.random.default_rng(1).dirichlet(np.ones(m), 1000)
    first, top = np.zeros(n), np.zeros(n)
    for w in drawn:
        order = np.argsort(-(utilities @ w), kind="stable")
        first[order[0]] += 1
        top[order[:10]] += 1


try:
    from skcriteria import mkdm
    from skcriteria.agg.similarity import TOPSIS
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import VectorScaler

    def sk():
        decision = mkdm(x, senses.tolist(), weights=weights)
        TOPSIS().evaluate(VectorScaler(target="matrix").transform(NegateMinimize().transform(decision)))

    told("TOPSIS, scikit-criteria", sk, 5)
except ImportError as why:
    print(f"scikit-criteria: {why}")
try:
    import pymcdm.methods as mcdm

    told("TOPSIS, pymcdm", lambda: mcdm.TOPSIS()(x, weights, senses), 5)
    linear = mcdm.PROMETHEE_II("vshape_2", p=np.full(m, 25.0), q=np.full(m, 5.0))
    told("PROMETHEE II linear, pymcdm", lambda: linear(x, weights, senses), 1)
except ImportError as why:
    print(f"pymcdm: {why}")
told("SMAA, 1000 weightings, numpy", smaa, 3)
