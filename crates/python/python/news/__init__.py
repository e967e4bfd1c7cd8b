"""Reads news articles of any format into typed articles: who said what, when and where, with exact places.

    >>> import news
    >>> article = news.parse("Lakes fall\\n\\n“They fall,” said Ana Ruiz, the minister.\\n")
    >>> article.headline.text
    'Lakes fall'
    >>> [(quote.speaker.name, quote.text) for quote in article.quotes]
    [('Ana Ruiz', 'They fall,')]
"""

import json
import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor

from . import _news
from ._article import Article, Node
from ._news import NewsError, __version__

__all__ = ["Article", "NewsError", "Node", "__version__", "frame", "parse", "parse_items", "parse_many", "table_schema", "warc_to_batches"]


def parse(content, *, offsets="scalar", **options):
    """The first article of some copy or page. Options are those of `news parse`: `url`, `date`, `lang`, `from_` …"""
    return parse_items(content, offsets=offsets, **options)[0]


def parse_items(content, *, offsets="scalar", **options):
    """All articles of an input that may hold several: a feed, a package, a file of wire copy."""
    records = _news.read(_bytes(content), _options(options), offsets)
    if not records:
        raise NewsError("found no story, the input holds no item")
    return [Article(record) for record in records]


def parse_many(contents, *, workers=None, offsets="scalar", **options):
    """The first article of each input, in order, read by threads without the lock of the interpreter.

    Inputs are bytes or strings, in any iterable: a list, a generator, a column of Arrow, a series of Polars or pandas. One
    without an article gives its `NewsError` in place of the article. They are taken as results are asked for.
    """

    def attempt(content):
        try:
            return parse(content, offsets=offsets, **options)
        except NewsError as error:
            return error

    workers = workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque()
        for content in contents:
            waiting.append(pool.submit(attempt, content))
            if len(waiting) >= 4 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def warc_to_batches(paths, *, on_failure=None, offsets="scalar", **options):
    """The articles of WARC files (also mbox, tar, ZIP, JSON Lines) as batches of the table that `news batch` writes.

    Batches are `pyarrow.RecordBatch`. `on_failure(path, offset, code, message)` is told of each item without an article.
    """
    import pyarrow

    for path in [paths] if isinstance(paths, (str, os.PathLike)) else paths:
        batches = _news.Batches(str(path), _options(options), offsets)
        for batch in batches:
            _tell(path, batches, on_failure)
            yield pyarrow.record_batch(batch)
        _tell(path, batches, on_failure)


def table_schema(*, offsets="scalar"):
    """The columns of the table, as a `pyarrow.Schema`."""
    import pyarrow

    return pyarrow.schema(_news.TableSchema(offsets))


def frame(articles, kind="quotes"):
    """The annotations of many articles as a data frame of pandas: the rows and columns of `news list KIND`.

    Kinds are `quotes`, `people`, `orgs`, `places`, `events`, `times`, `amounts`, `points`, `abbreviations`, `sentences`. The
    column `article` has the address of the article, or its number, from 1.
    """
    import pandas

    columns, rows = [], []
    for number, article in enumerate(articles, 1):
        columns, more = _news.rows(article.to_json(), kind, str(number), article.offsets)
        rows += map(json.loads, more)
    return pandas.DataFrame(rows, columns=columns)


def _tell(path, batches, on_failure):
    for failure in batches.failures():
        if on_failure is not None:
            on_failure(str(path), *failure)


def _bytes(content):
    if hasattr(content, "as_py"):  # A value of a column of Arrow.
        content = content.as_py()
    if content is None:
        return b""
    return content.encode() if isinstance(content, str) else bytes(content)


def _options(options):
    """`from` is a word of the language, so it may be written with an underscore, as may any other."""
    return json.dumps({name.rstrip("_"): value for name, value in options.items() if value is not None}, default=str)
