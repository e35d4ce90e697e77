"""Makes the small seeded oracle of this folder: a table of ours, and the answers of other programs on it.

Answers named `ecomplexity` come from the package ecomplexity 0.5.3 (PyPI, MIT), fitness from the numpy lines below.
Run in a throw-away environment:  pip install numpy pandas ecomplexity && python make.py
The table is synthetic: 12 latent capabilities, lognormal sizes, seed 20200720. It describes no real place.
"""
import gzip
import io
from pathlib import Path

import numpy as np
import pandas as pd
from ecomplexity import ecomplexity
from ecomplexity.calc_proximity import calc_discrete_proximity

HERE = Path(__file__).parent
NAME = "seeded40x60"
PLACES, ACTIVITIES = 40, 60
# One cell and one pair kept out of so many: enough to catch a mistake, small enough to keep.
CELLS, PAIRS = 7, 11

r = np.random.default_rng(20200720)
size, weight = np.exp(r.normal(0, 1.2, PLACES)), np.exp(r.normal(0, 1.0, ACTIVITIES))
need, have = r.dirichlet(np.full(12, 0.35), ACTIVITIES), r.dirichlet(np.full(12, 0.35), PLACES)
x = r.poisson(np.outer(size, weight) * (have @ need.T) ** 1.5 * 400).astype(float)
x[x.sum(1) == 0, 0] = 1
x[0, x.sum(0) == 0] = 1

# "na" and leading zeros are codes like others: a reader that guesses types loses them.
places = sorted(["na"] + [f"c{i:02}" for i in range(PLACES - 1)])
activities = [f"{p:04}" for p in range(ACTIVITIES)]
c, p = np.nonzero(x)
table = pd.DataFrame({"y": 2020, "l": [places[i] for i in c], "p": [activities[j] for j in p], "v": x[c, p]})
text = table[["l", "p", "v"]].to_csv(index=False, lineterminator="\n")
buffer = io.BytesIO()
with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as file:
    file.write(text.encode())
(HERE / f"{NAME}.input.csv.gz").write_bytes(buffer.getvalue())

columns = {"time": "y", "loc": "l", "prod": "p", "val": "v"}
out = ecomplexity(table, columns, check_logsupermodularity=False, verbose=False).sort_values(["l", "p"])


def write(frame, name):
    frame.to_csv(HERE / f"{NAME}.{name}.csv", index=False, float_format="%.17g", lineterminator="\n")


write(out.drop_duplicates("l")[["l", "diversity", "eci", "coi"]], "ecomplexity.loc")
write(out.drop_duplicates("p").sort_values("p")[["p", "ubiquity", "pci"]], "ecomplexity.prod")
write(out[["l", "p", "rca", "mcp", "density", "cog"]].iloc[::CELLS], f"ecomplexity.cell_every{CELLS}")
m = out.pivot(index="l", columns="p", values="mcp").to_numpy()
phi = calc_discrete_proximity(m, m.sum(0))
names = [(a, b) for a in activities for b in activities]
pairs = pd.DataFrame(names, columns=["p_1", "p_2"])
pairs["proximity"] = phi.ravel()
write(pairs.iloc[::PAIRS], f"ecomplexity.proximity_every{PAIRS}")

fitness, complexity = np.ones(PLACES), np.ones(ACTIVITIES)
for _ in range(19):
    fitness, complexity = m @ complexity, 1 / (m.T @ (1 / fitness))
    fitness, complexity = fitness / fitness.mean(), complexity / complexity.mean()
write(pd.DataFrame({"l": places, "fitness20": fitness}), "numpy.fitness_loc")
write(pd.DataFrame({"p": activities, "fitness20": complexity}), "numpy.fitness_prod")
