"""Draws accuracy against speed: a JSON list of name, ms and f1 from stdin to the SVG file of the first argument."""
import json
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "news", "svg.fonttype": "none", "font.size": 11})
import matplotlib.pyplot as plt

rows = json.load(sys.stdin)
figure, axes = plt.subplots(figsize=(7.5, 4.5))
for row in rows:
    ours = row["name"].startswith("news")
    axes.plot(row["ms"], row["f1"], "o", color="#b3261e" if ours else "#4a5a6a", markersize=8)
    axes.annotate(row["name"], (row["ms"], row["f1"]), xytext=(8, 5), textcoords="offset points")
axes.set_xscale("log")
axes.set_xlabel("milliseconds a page, mean (less is better)")
axes.set_ylabel("body F1, mean of both sets")
axes.margins(x=0.25, y=0.15)
axes.grid(alpha=0.3)
figure.tight_layout()
figure.savefig(sys.argv[1], metadata={"Date": None})
