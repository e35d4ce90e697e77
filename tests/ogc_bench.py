"""What tests/ogc-bench asks and counts itself, beside wrk.

told WHAT WHO SECONDS FILE   what wrk said, on standard input, as a line of the table and a line for people
once WHAT SERVERS FILE       each tile of zooms 5 to 9 once, over eight connections: nothing can have been kept
agree SERVERS                the servers give the same answers, or the comparison is void
table FILE                   the middle of the turns, and how much faster ours is
"""
import concurrent.futures
import http.client
import json
import math
import random
import re
import statistics
import sys
import time
import urllib.parse
import urllib.request

CONNECTIONS = 8
ATTRIBUTES = {"name", "department", "region", "epci", "population", "approximate"}
FIELDS = ["rate", "p50", "p99", "failed", "bytes", "cpu"]


def keep(file, what, who, values):
    with open(file, "a") as out:
        out.write("\t".join([what, who] + [f"{values[field]:.6g}" for field in FIELDS]) + "\n")
    print(
        f"{what}, {who}: {values['rate']:.0f} req/s, p50 {values['p50']:.2f} ms, p99 {values['p99']:.2f} ms, "
        f"failed {values['failed']:.1%}, {values['bytes'] / 1000:.0f} kB, CPU {values['cpu']:.3f} ms/req",
        flush=True,
    )


def told(what, who, seconds, file):
    said = sys.stdin.read()
    found = re.search(r"p50 ([\d.]+) ms, p90 [\d.]+ ms, p99 ([\d.]+) ms, errors (\d+), bytes/req (\d+), requests (\d+)", said)
    requests = int(found[5]) if found else 0
    if not requests:
        sys.exit(f"{who} answered nothing: {said}")
    failed = int(found[3]) / requests
    # A refusal is no answer, however fast it comes.
    rate = float(re.search(r"Requests/sec: *([\d.]+)", said)[1]) * (1 - failed)
    values = {"rate": rate, "p50": float(found[1]), "p99": float(found[2]), "failed": failed, "bytes": int(found[4])}
    keep(file, what, who, {**values, "cpu": float(seconds) * 1000 / requests})


def servers(file):
    for line in open(file):
        name, items, tiles, suffixes = line.rstrip("\n").split("\t")
        of_items, of_tiles = suffixes.split(" ")
        yield name, items, tiles, of_items, of_tiles


def tile_of(z, lon, lat):
    side, lat = 2**z, math.radians(lat)
    row = (1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * side
    return int(row), int((lon + 180) / 360 * side)


def once(what, file, into):
    tiles = []
    for z in range(5, 10):
        (top, left), (bottom, right) = tile_of(z, -1.5, 49.0), tile_of(z, 6.0, 43.0)
        tiles += [(z, row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)]
    random.Random(20200720).shuffle(tiles)
    for who, _, at, _, suffix in servers(file):
        url = urllib.parse.urlsplit(at)

        def ask(mine):
            connection = http.client.HTTPConnection(url.netloc, timeout=60)
            answers = []
            for z, row, col in mine:
                begun = time.perf_counter()
                connection.request("GET", f"{url.path}/{z}/{row}/{col}?{suffix}")
                answer = connection.getresponse()
                answers.append((time.perf_counter() - begun, answer.status, len(answer.read())))
            return answers

        begun = time.perf_counter()
        with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as crowd:
            answers = [one for part in crowd.map(ask, [tiles[n::CONNECTIONS] for n in range(CONNECTIONS)]) for one in part]
        seconds = time.perf_counter() - begun
        times = sorted(1000 * answer[0] for answer in answers)
        good = sum(answer[1] in (200, 204) for answer in answers)
        values = {"rate": good / seconds, "p50": statistics.median(times), "p99": times[math.ceil(len(times) * 0.99) - 1]}
        values.update(failed=1 - good / len(answers), bytes=sum(answer[2] for answer in answers) / len(answers), cpu=math.nan)
        keep(into, what, who, values)


def got(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read()


def agree(file):
    import mapbox_vector_tile

    chance = random.Random(5)
    boxes = []
    for width, height in [(1.5, 1.0)] * 6 + [(0.25, 0.2)] * 6:
        x, y = -1.5 + chance.random() * 7.5, 43.0 + chance.random() * 6.0
        boxes.append(f"{x:.4f},{y:.4f},{x + width:.4f},{y + height:.4f}")
    # A tile that holds every place of its square, whoever draws it.
    z, (row, col) = 10, tile_of(10, 4.86, 46.78)
    first = None
    for who, items, tiles, of_items, of_tiles in servers(file):
        found = []
        for box in boxes:
            page = json.loads(got(f"{items}?bbox={box}&limit=100&{of_items}"))
            matched, features = page["numberMatched"], page["features"]
            if len(features) != min(matched, 100):
                sys.exit(f"{who}: {len(features)} features of {matched} in {box}")
            lacking = ATTRIBUTES - set(features[0]["properties"]) if features else set()
            if lacking:
                sys.exit(f"{who}: features without {', '.join(sorted(lacking))}")
            # Beyond a page each has its own order.
            ids = {str(feature["id"]) for feature in features} if matched <= 100 else None
            found.append((box, matched, ids))
        [layer] = mapbox_vector_tile.decode(got(f"{tiles}/{z}/{row}/{col}?{of_tiles}")).values()
        side = layer["extent"]
        places, told = {}, set()
        for feature in layer["features"]:
            properties, (x, y) = feature["properties"], feature["geometry"]["coordinates"]
            places[properties["id"]] = min(x, y, side - x, side - y)
            told |= set(properties)
        if not ATTRIBUTES <= told:
            sys.exit(f"{who}: tiles without {', '.join(sorted(ATTRIBUTES - told))}")
        # On the border each rounds and adds a margin in its own way.
        inside = {place for place, margin in places.items() if margin > side / 500}
        if first is None:
            first = (found, set(places), inside)
            print(f"{who}: {sum(matched for _, matched, _ in found)} communes in {len(boxes)} boxes, {len(inside)} inside a tile")
            continue
        for ours, theirs in zip(first[0], found):
            if ours != theirs:
                sys.exit(f"{who}: {theirs[1]} communes where ours gives {ours[1]}, or others, in {ours[0]}")
        if not (inside <= first[1] and first[2] <= set(places)):
            sys.exit(f"{who}: other communes in the tile {z}/{row}/{col}: {sorted(inside ^ first[2])[:10]}")
        print(f"{who}: the same communes in the same boxes and the same tile, with the same six properties")


# What ours must do: least a second; most at the 99th percentile, ms; most processor a request, ms.
BARS = {
    "boxes, 100 features": (1000, 20, 1.5),
    "tiles of zooms 5 to 9, each once": (100, None, None),
    "tiles of zooms 5 to 9, again": (3000, None, None),
}


def table(file):
    turns = {}
    for line in open(file):
        what, who, *values = line.rstrip("\n").split("\t")
        turns.setdefault(what, {}).setdefault(who, []).append(dict(zip(FIELDS, map(float, values))))
    missed = []
    print("\n| | req/s | p50 | p99 | CPU a request | an answer | failed | ours is |")
    print("|---|---|---|---|---|---|---|---|")
    for what, each in turns.items():
        middle = {who: {f: statistics.median(t[f] for t in all_turns) for f in FIELDS} for who, all_turns in each.items()}
        ours = middle["Rebond"]
        for who, found in middle.items():
            ratio = ours["rate"] / found["rate"] if found["rate"] else None
            times = "" if who == "Rebond" else "it answers nothing" if ratio is None else f"{ratio:.{0 if ratio >= 10 else 1}f} ×"
            cpu = "–" if math.isnan(found["cpu"]) else f"{found['cpu']:.2f} ms"
            print(
                f"| {what}: {who} | {found['rate']:.0f} | {found['p50']:.1f} ms | {found['p99']:.1f} ms | {cpu} "
                f"| {found['bytes'] / 1000:.0f} kB | {found['failed']:.1%} | {times} |"
            )
        rate, p99, cpu = BARS.get(what, (None, None, None))
        if rate and ours["rate"] < rate:
            missed.append(f"{what}: {ours['rate']:.0f} a second, bar {rate}")
        if p99 and ours["p99"] > p99:
            missed.append(f"{what}: 99th percentile {ours['p99']:.1f} ms, bar {p99} ms")
        if cpu and ours["cpu"] > cpu:
            missed.append(f"{what}: processor {ours['cpu']:.2f} ms a request, bar {cpu} ms")
        if ours["failed"]:
            missed.append(f"{what}: {ours['failed']:.1%} of our answers failed")
    sys.exit("\n".join(["missed:"] + missed) if missed else 0)


if __name__ == "__main__":
    {"told": told, "once": once, "agree": agree, "table": table}[sys.argv[1]](*sys.argv[2:])
