"""A program that uses the types of the package; mypy reads it, nothing runs it."""

import datetime
from collections.abc import Iterator

import news
import pandas
import pyarrow
import spacy.tokens


def told(content: bytes | str) -> list[str]:
    article: news.Article = news.parse(content, url="https://example.org/a", date=datetime.date(2026, 7, 28))
    record: dict[str, object] = article.to_dict()
    doc: spacy.tokens.Doc = article.to_spacy()
    table: pandas.DataFrame = news.frame([article], "people")
    print(len(record), len(doc), len(table), article.convert("markdown", furniture=True))
    return [f"{quote.speaker.name}: {quote.text}" for quote in article.quotes if quote.speaker]


def counted(paths: list[str]) -> int:
    batches: Iterator[pyarrow.RecordBatch] = news.warc_to_batches(paths, on_failure=print, anatomy=True)
    schema: pyarrow.Schema = news.table_schema()
    return len(list(batches)) + len(schema)


def failures(contents: list[bytes]) -> list[news.NewsError]:
    return [one for one in news.parse_many(contents, workers=2) if isinstance(one, news.NewsError)]
