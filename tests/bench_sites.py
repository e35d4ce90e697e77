"""Puts what the benches measured beside their bars and their peers. Exits with an error when a bar is missed."""
import json
import pathlib
import re
import sys

criterion, said = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
measured = {}
for benchmark in criterion.glob("**/new/benchmark.json"):
    name = json.loads(benchmark.read_text())["full_id"]
    measured[name] = json.loads((benchmark.parent / "estimates.json").read_text())["median"]["point_estimate"] / 1e6
peers = dict(re.findall(r"^([^:\n]+): ([0-9.]+) ms CPU", (said / "locate").read_text(), re.M))

# (bench, milliseconds allowed, peer in the same run)
BARS = [
    ("5000 sites × 12 criteria/TOPSIS, vector", 5, "TOPSIS, scikit-criteria"),
    ("5000 sites × 12 criteria/PROMETHEE II, linear", 50, "PROMETHEE II linear, pymcdm"),
    ("5000 sites × 12 criteria/SMAA, 1000 weightings", 150, "SMAA, 1000 weightings, numpy"),
    ("5000 sites × 12 criteria/rank 5000 sites, 2000 draws, 20 explained", 100, None),
    ("monte carlo, 40 procedures, 10 000 draws", 20, None),
    ("a box, 100 features as GeoJSON, WGS 84", 1.5, None),
    ("a tile of zoom 5 to 9", 20, None),
]
missed = 0
print(f"{'what':62} {'measured':>12} {'bar':>10} {'of bar':>7} {'peer':>12} {'faster':>7}")
for name, bar, peer in BARS:
    found = measured.get(name)
    if found is None:
        print(f"{name:62} {'not measured':>12}")
        missed += 1
        continue
    other = float(peers[peer]) if peer in peers else None
    beside = f"{other:9.1f} ms {other / found:6.0f}×" if other else f"{'–':>12} {'–':>7}"
    print(f"{name:62} {found:9.3f} ms {bar:7g} ms {found / bar:6.0%} {beside}")
    missed += found > bar

sys.exit(f"{missed} bar(s) missed or not measured" if missed else 0)
