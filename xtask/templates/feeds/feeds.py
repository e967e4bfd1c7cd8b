"""Reads documents, one JSON object a line, and answers with how long feedparser took and how many items it found."""
import json
import sys
import time

import feedparser

for line in sys.stdin:
    text = json.loads(line)["text"].encode()
    start = time.process_time()
    found = len(feedparser.parse(text).entries)
    seconds = time.process_time() - start
    print(json.dumps([{"name": "feedparser " + feedparser.__version__, "seconds": seconds, "found": found}]), flush=True)
