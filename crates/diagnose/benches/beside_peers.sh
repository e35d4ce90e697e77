#!/bin/sh
# The whole chain beside its peers, in one run: CPU seconds, wall, peak memory, one thread, then two.
#
#   crates/diagnose/benches/beside_peers.sh PYTHON FOLDER [all]
#
# PYTHON has numpy, scipy, pandas and ecomplexity; FOLDER holds gen.py, strong_numpy.py and reference_package.py, and the
# three synthetic matrices that gen.py writes there (ze 306 × 732, trade 230 × 5 000, com 35 000 × 732), made when missing.
# "all" also runs the reference package on trade (two minutes, 1.7 GB); on com it asks for 9 GB, so it is never run there.
set -eu
[ $# -ge 2 ] || { sed -n '2,8p' "$0" >&2; exit 2; }
python=$1 folder=$2 all=${3-}
repository=$(cd "$(dirname "$0")/../../.." && pwd)
cargo build --release --quiet --manifest-path "$repository/Cargo.toml" -p diagnose --example sectors_time
ours=$repository/target/release/examples/sectors_time
cd "$folder"
[ -f com.npy ] || "$python" gen.py
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
runs() { [ "$1" = ze ] && echo 20 || echo 5; }

for size in ze trade com; do
    echo "== $size"
    for _ in 1 2 3; do "$python" strong_numpy.py "$size" | sed 's/ lam.*//'; done
    case $size$all in ze* | tradeall) "$python" reference_package.py "$size" ;; esac
    "$ours" "$size.npy" 1 density "$(runs "$size")"
    "$ours" "$size.npy" 1 counts "$(runs "$size")" | grep alone
    for threads in 1 2; do
        if [ "$size" = com ]; then mode=streamed; else mode=kept; fi
        "$ours" "$size.npy" "$threads" "$mode" "$(runs "$size")"
    done
done
