#!/bin/sh
# Every bar of the sectors beside its peers, in one run, and a table of the ratios:
#
#   crates/diagnose/benches/bars.sh [--all] [--quick] [--rows N] [--out FILE]
#
# --all     also the reference package on 230 × 5 000 (two minutes, 1.7 GB); without it its known 125 s stand for it, and say so
# --quick   2 runs of each instead of 5, and 4 million rows of the register instead of 40
# --rows    rows of the register (9 GB for 40 million)
# --out     writes the table there too, as Markdown
#
# The peers are installed in target/peers, once; PYTHON=/path/to/python takes those of another one. Needs var/reference
# (or REBOND_DATA) for the communes of the register. Run it alone on the machine: nothing here corrects for neighbours.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../../.." && pwd)
target=${CARGO_TARGET_DIR:-$repository/target}
if [ -z "${PYTHON-}" ]; then
    PYTHON=$target/peers/bin/python
    if [ ! -x "$PYTHON" ]; then
        python3 -m venv "$target/peers"
        "$PYTHON" -m pip install --quiet -r "$here/peers/requirements.txt"
    fi
fi
cd "$repository"
cargo build --release --quiet -p diagnose --example sectors_time
cargo build --release --quiet -p reference --example sector_times
exec "$PYTHON" "$here/bars.py" --repository "$repository" --target "$target" "$@"
