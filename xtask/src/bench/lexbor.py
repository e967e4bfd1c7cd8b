"""Seconds that lexbor takes for the pages of a folder: the shortest of several times for each, summed."""
import pathlib
import sys
import time

from resiliparse.parse.html import HTMLTree

folder, repeats = pathlib.Path(sys.argv[1]), int(sys.argv[2])
pages = [path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.html"))]
best = [float("inf")] * len(pages)
for _ in range(repeats):
    for number, page in enumerate(pages):
        start = time.perf_counter()
        tree = HTMLTree.parse(page)
        del tree
        best[number] = min(best[number], time.perf_counter() - start)
print(sum(best))
