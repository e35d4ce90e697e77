"""Writes the 60 x 12 fixture of tests/fixture from the published definitions, in plain Python, without Rebond's code.

    python3 crates/locate/tests/oracle.py crates/locate/tests/fixture

The table is synthetic (seeded); the formulas are those of docs: TOPSIS (vector, minmax), PROMETHEE II (linear, usual)
by comparing every pair, weighted sum with vetoes, SMAA-2 from given weightings.
"""

import csv
import json
import math
import os
import random
import sys

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
rng = random.Random(20200720)
names = ["area_ha", "power_mva", "gas_km", "motorway_min", "rail_km", "port_min", "labour_30min", "training_45min",
         "suppliers_60min", "price_eur_m2", "risk_0_4", "permit_months"]
sense = [1, 1, -1, -1, -1, -1, 1, 1, 1, -1, -1, -1]
raw = [10, 12, 4, 9, 5, 6, 14, 6, 8, 8, 9, 9]
n, m = 60, len(names)
draw = [lambda: round(rng.lognormvariate(2.3, 1), 4), lambda: round(rng.lognormvariate(1.3, 1), 4),
        lambda: round(rng.expovariate(1 / 3), 4), lambda: round(rng.gammavariate(2, 8), 4),
        lambda: round(rng.expovariate(1 / 8), 4), lambda: round(rng.uniform(5, 240), 4),
        lambda: round(rng.lognormvariate(10, 1), 4), lambda: float(rng.randint(0, 25)),
        lambda: float(rng.randint(5, 40)), lambda: round(rng.lognormvariate(3, 0.6), 4),
        lambda: float(rng.randint(0, 4)), lambda: round(rng.gammavariate(4, 4), 4)]
x = [[d() for d in draw] for _ in range(n)]
w = [r / sum(raw) for r in raw]
column = lambda j: [row[j] for row in x]
low, high = [min(column(j)) for j in range(m)], [max(column(j)) for j in range(m)]
u = [[(row[j] - low[j]) / (high[j] - low[j]) if sense[j] > 0 else (high[j] - row[j]) / (high[j] - low[j])
      for j in range(m)] for row in x]


def ranked(values, rows=None):
    rows = list(range(len(values))) if rows is None else rows
    order = sorted(rows, key=lambda i: (-round(values[i], 12), i))
    return {i: r + 1 for r, i in enumerate(order)}


def closeness(v, best, worst):
    found = []
    for row in v:
        plus, minus = math.dist(row, best), math.dist(row, worst)
        found.append(minus / (plus + minus))
    return found


norm = [math.sqrt(sum(c * c for c in column(j))) for j in range(m)]
v = [[w[j] * row[j] / norm[j] for j in range(m)] for row in x]
pick = lambda v, j, want: (max if want > 0 else min)(row[j] for row in v)
vector = closeness(v, [pick(v, j, sense[j]) for j in range(m)], [pick(v, j, -sense[j]) for j in range(m)])
v = [[w[j] * row[j] for j in range(m)] for row in u]
minmax = closeness(v, [pick(v, j, 1) for j in range(m)], [pick(v, j, -1) for j in range(m)])

q = [round(0.05 * (high[j] - low[j]), 4) for j in range(m)]
p = [round(0.25 * (high[j] - low[j]), 4) for j in range(m)]
linear = lambda d, j: min(max((d - q[j]) / (p[j] - q[j]), 0.0), 1.0)
usual = lambda d, j: 1.0 if d > 0 else 0.0


def flows(prefer):
    pi = lambda a, b: sum(w[j] * prefer(sense[j] * (x[a][j] - x[b][j]), j) for j in range(m))
    plus = [sum(pi(a, b) for b in range(n) if b != a) / (n - 1) for a in range(n)]
    minus = [sum(pi(b, a) for b in range(n) if b != a) / (n - 1) for a in range(n)]
    return plus, minus, [a - b for a, b in zip(plus, minus)]


plus, minus, net = flows(linear)
net_usual = flows(usual)[2]
vetoes = {"area_ha": ["min", 5.0], "power_mva": ["min", 2.0], "motorway_min": ["max", 45.0], "risk_0_4": ["max", 3.0]}
score = [sum(w[j] * u[i][j] for j in range(m)) for i in range(n)]
fails = lambda i, c: (x[i][names.index(c)] < vetoes[c][1]) if vetoes[c][0] == "min" else (x[i][names.index(c)] > vetoes[c][1])
failed = [[c for c in vetoes if fails(i, c)] for i in range(n)]
weightings = []
for _ in range(200):
    cuts = [rng.expovariate(1) for _ in range(m)]
    head = [round(c / sum(cuts), 6) for c in cuts[:-1]]
    weightings.append(head + [round(1 - sum(head), 6)])
positions = [[] for _ in range(n)]
central = [[] for _ in range(n)]
for weights in weightings:
    found = ranked([sum(weights[j] * u[i][j] for j in range(m)) for i in range(n)])
    for i, r in found.items():
        positions[i].append(r)
        if r == 1:
            central[i].append(weights)


def write(name, head, rows):
    with open(os.path.join(out, name), "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


ids = [f"T{i:02}" for i in range(n)]
f12 = lambda value: f"{value:.12f}"
write("mcdm_matrix.csv", ["id"] + names, [[ids[i]] + [f"{c:.4f}" for c in x[i]] for i in range(n)])
a, b = ranked(vector), ranked(minmax)
write("mcdm_topsis.csv", ["id", "closeness_vector", "rank_vector", "closeness_minmax", "rank_minmax"],
      [[ids[i], f12(vector[i]), a[i], f12(minmax[i]), b[i]] for i in range(n)])
a, b = ranked(net), ranked(net_usual)
write("mcdm_promethee2.csv", ["id", "plus_linear", "minus_linear", "net_linear", "rank_linear", "net_usual", "rank_usual"],
      [[ids[i], f12(plus[i]), f12(minus[i]), f12(net[i]), a[i], f12(net_usual[i]), b[i]] for i in range(n)])
a = ranked(score, [i for i in range(n) if not failed[i]])
write("mcdm_wsm_veto.csv", ["id", "score", "eligible", "failed_vetoes", "rank_if_eligible"],
      [[ids[i], f12(score[i]), int(not failed[i]), "|".join(failed[i]), a.get(i, "")] for i in range(n)])
write("mcdm_smaa_weights.csv", names, [[f"{c:.6f}" for c in weights] for weights in weightings])
share = lambda i, most: f"{sum(r <= most for r in positions[i]) / len(weightings):.6f}"
mean = lambda i: [f"{sum(c[j] for c in central[i]) / len(central[i]):.6f}" for j in range(m)] if central[i] else [""] * m
write("mcdm_smaa.csv", ["id", "b1", "b_top10", "b_top50", "mean_rank", "best_rank", "worst_rank"] + [f"cw_{c}" for c in names],
      [[ids[i], share(i, 1), share(i, 10), share(i, 50), f"{sum(positions[i]) / len(weightings):.6f}", min(positions[i]),
        max(positions[i])] + mean(i) for i in range(n)])
with open(os.path.join(out, "mcdm_params.json"), "w") as file:
    json.dump({"criteria": names, "sense": sense, "weights_raw": raw, "promethee_q": q, "promethee_p": p,
               "vetoes": vetoes}, file, indent=1)
    file.write("\n")
