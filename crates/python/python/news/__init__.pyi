import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import pyarrow

__version__: str

Offsets = Literal["scalar", "utf8", "utf16"]
Day = str | datetime.date

class NewsError(ValueError): ...

class Node:
    def __getattr__(self, name: str) -> Any: ...
    def to_dict(self) -> dict[str, Any]: ...

class Article(Node):
    text: str
    offsets: Offsets
    def __init__(self, record: str) -> None: ...
    def to_json(self) -> str: ...
    def convert(self, to: str, *, furniture: bool = False) -> str: ...
    def _repr_html_(self) -> str: ...

def parse(
    content: bytes | str, *, offsets: Offsets = "scalar", from_: str | None = None, charset: str | None = None,
    url: str | None = None, date: Day | None = None, not_after: Day | None = None, lang: str | None = None,
    rules: bool | None = None, max_size: int | None = None,
) -> Article: ...
def parse_items(
    content: bytes | str, *, offsets: Offsets = "scalar", from_: str | None = None, charset: str | None = None,
    url: str | None = None, date: Day | None = None, not_after: Day | None = None, lang: str | None = None,
    rules: bool | None = None, max_size: int | None = None,
) -> list[Article]: ...
def parse_many(
    contents: Iterable[bytes | str], *, workers: int | None = None, offsets: Offsets = "scalar", from_: str | None = None,
    charset: str | None = None, url: str | None = None, date: Day | None = None, not_after: Day | None = None,
    lang: str | None = None, rules: bool | None = None, max_size: int | None = None,
) -> Iterator[Article | NewsError]: ...
def warc_to_batches(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *,
    on_failure: Callable[[str, int, str, str], object] | None = None, offsets: Offsets = "scalar",
    charset: str | None = None, date: Day | None = None, not_after: Day | None = None, lang: str | None = None,
    rules: bool | None = None, max_size: int | None = None,
) -> Iterator[pyarrow.RecordBatch]: ...
