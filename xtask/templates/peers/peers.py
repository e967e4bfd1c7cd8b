"""Reads lists of pages, one a line, and answers with what each extractor makes of them and how long it took: all pages of one
extractor, then all of the next."""
import json
import logging
import sys
import time

import trafilatura
import turbohtml

logging.disable(logging.CRITICAL)


def with_trafilatura(html, url):
    found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    return found and {"headline": found.title, "authors": found.author, "published": found.date, "body": found.text}


def with_turbohtml(html, url):
    found = turbohtml.parse(html).article()
    return {"headline": found.title, "authors": found.byline, "published": found.date, "body": found.text}


EXTRACTORS = [
    ("trafilatura " + trafilatura.__version__, with_trafilatura),
    ("turbohtml " + turbohtml.__version__, with_turbohtml),
]

for line in sys.stdin:
    pages = json.loads(line)
    answers = []
    for name, extract in EXTRACTORS:
        for page in pages:
            start = time.perf_counter()
            try:
                found = extract(page["html"], page["url"])
            except Exception:
                found = None
            answers.append({"name": name, "seconds": time.perf_counter() - start, "found": found})
    print(json.dumps(answers), flush=True)
