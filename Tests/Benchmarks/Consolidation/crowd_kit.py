"""Times crowd-kit's Dawid-Skene at its defaults on a table of item,worker,label.

    pip install crowd-kit==1.4.2
    python3 Tests/Benchmarks/Consolidation/crowd_kit.py /tmp/answers.csv
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time

import pandas
from crowdkit.aggregation import DawidSkene, MajorityVote

answers = pandas.read_csv(sys.argv[1]).rename(columns={"item": "task"})
for name, method in (("majority vote", MajorityVote()), ("Dawid-Skene", DawidSkene())):
    start = time.process_time()
    method.fit(answers)
    seconds = time.process_time() - start
    steps = len(getattr(method, "loss_history_", []))
    per = f", {1000 * seconds / steps:.1f} ms per iteration" if steps else ""
    print(f"crowd-kit {name}: {seconds:.2f} CPU s, {steps} iterations{per}")
