#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""coverage_lines.py BUILD_FOLDER FOLDER...: line coverage of each folder, then the files under 80 %, from gcov's counts.

gcovr took minutes here: it reads the branches of every header of every test object. This asks gcov for the lines of the
libraries' own objects alone (what the tests ran of them is counted there), a few processes at a time. A line counts once,
however many objects or template instances hold it.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHUNK = 12  # objects of one gcov process


def read_counts(objects):
    """{(file, line): times run} of the files of this source tree that these objects hold."""
    done = subprocess.run(["gcov", "--json-format", "--stdout", *objects], capture_output=True, check=True, cwd=ROOT)
    counts = collections.Counter()
    for report in done.stdout.splitlines():
        if not report.startswith(b"{"):
            continue
        parsed = json.loads(report)
        for source in parsed["files"]:
            path = pathlib.Path(os.path.realpath(os.path.join(parsed["current_working_directory"], source["file"])))
            if not path.is_relative_to(ROOT) or "build" in path.relative_to(ROOT).parts:
                continue
            for line in source["lines"]:
                counts[(str(path.relative_to(ROOT)), line["line_number"])] += line["count"]
    return counts


def main():
    build, folders = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    objects = [str(p) for folder in folders for p in sorted((build / folder).rglob("*.gcno"))]
    if not objects:
        sys.exit(f"error: no .gcno under {build}: build the preset `coverage` first")
    chunks = [objects[i:i + CHUNK] for i in range(0, len(objects), CHUNK)]
    total = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(max_workers=int(os.environ.get("JOBS") or os.cpu_count() or 1)) as pool:
        for counts in pool.map(read_counts, chunks):
            total.update(counts)
    files = collections.defaultdict(lambda: [0, 0])
    for (path, _), count in total.items():
        files[path][0] += 1
        files[path][1] += count > 0
    print("Line coverage by folder:")
    sums = {f: [sum(n[i] for p, n in files.items() if p.split("/")[0] == f) for i in (0, 1)] for f in folders}
    for folder, (lines, run) in [*sums.items(), ("all", [sum(s[i] for s in sums.values()) for i in (0, 1)])]:
        if lines:
            print(f"  {folder:<10} {100 * run / lines:6.1f} %  {run:6d} of {lines:6d} lines")
    print("Files under 80 %:")
    for path, (lines, run) in sorted(files.items()):
        if path.split("/")[0] in folders and run < 0.8 * lines:
            print(f"  {path:<50} {100 * run / lines:6.1f} %")


main()
