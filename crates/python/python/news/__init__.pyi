import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import pandas
import pyarrow
import spacy.language
import spacy.tokens

from ._news import NewsError as NewsError
from ._record import ArticleFields, Node as Node

__all__ = [
    "Article", "NewsError", "Node", "__version__", "frame", "parse", "parse_items", "parse_many", "table_schema",
    "warc_to_batches",
]

__version__: str

_Offsets = Literal["scalar", "utf8", "utf16"]
_Day = str | datetime.date
_Path = str | os.PathLike[str]
_RowKind = Literal[
    "quotes", "people", "orgs", "places", "events", "times", "amounts", "points", "abbreviations", "sentences"
]

class Article(ArticleFields):
    def __init__(self, record: str) -> None: ...
    def to_json(self) -> str: ...
    def convert(self, to: str, *, furniture: bool = False) -> str: ...
    def to_spacy(self, nlp: spacy.language.Language | None = None) -> spacy.tokens.Doc: ...
    def _repr_html_(self) -> str: ...

def parse(
    content: bytes | str, *, offsets: _Offsets = "scalar", from_: str | None = None, charset: str | None = None,
    url: str | None = None, date: _Day | None = None, not_after: _Day | None = None, lang: str | None = None,
    rules: bool | None = None, anatomy: bool | None = None, max_size: int | None = None, max_words: int | None = None,
    source: bool | None = None,
) -> Article: ...
def parse_items(
    content: bytes | str, *, offsets: _Offsets = "scalar", from_: str | None = None, charset: str | None = None,
    url: str | None = None, date: _Day | None = None, not_after: _Day | None = None, lang: str | None = None,
    rules: bool | None = None, anatomy: bool | None = None, max_size: int | None = None, max_words: int | None = None,
    source: bool | None = None,
) -> list[Article]: ...
def parse_many(
    contents: Iterable[Any], *, workers: int | None = None, offsets: _Offsets = "scalar", from_: str | None = None,
    charset: str | None = None, url: str | None = None, date: _Day | None = None, not_after: _Day | None = None,
    lang: str | None = None, rules: bool | None = None, anatomy: bool | None = None, max_size: int | None = None,
    max_words: int | None = None, source: bool | None = None,
) -> Iterator[Article | NewsError]: ...
def warc_to_batches(
    paths: _Path | Iterable[_Path], *, on_failure: Callable[[str, int, str, str], object] | None = None,
    offsets: _Offsets = "scalar", from_: str | None = None, charset: str | None = None, date: _Day | None = None,
    not_after: _Day | None = None, lang: str | None = None, rules: bool | None = None, anatomy: bool | None = None,
    max_size: int | None = None, max_words: int | None = None, source: bool | None = None,
) -> Iterator[pyarrow.RecordBatch]: ...
def table_schema(*, offsets: _Offsets = "scalar") -> pyarrow.Schema: ...
def frame(articles: Iterable[Article], kind: _RowKind = "quotes") -> pandas.DataFrame: ...
