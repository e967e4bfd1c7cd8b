"""Articles with attributes, by the JSON Schema of the record."""

import functools
import json

from . import _news
from ._html import annotated
from ._spacy import to_doc


class Node:
    """A part of an article. Its fields are attributes: `None` where the article has none, an empty list for lists."""

    __slots__ = ("_fields", "_record")

    def __init__(self, record, fields):
        self._record = record
        self._fields = fields

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._fields:
            raise AttributeError(f"no field {name!r}; there are {', '.join(self._fields)}")
        is_list, definition = self._fields[name]
        value = self._record.get(name)
        if value is None:
            return [] if is_list else None
        return _wrapped(value, definition)

    def __dir__(self):
        return [*super().__dir__(), *self._fields]

    def __eq__(self, other):
        return isinstance(other, Node) and self._record == other._record

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self):
        return f"{type(self).__name__}({self._record!r})"

    def to_dict(self):
        """The part as plain dictionaries and lists."""
        return json.loads(json.dumps(self._record))


class Article(Node):
    """An article: the record `news.article/1`."""

    __slots__ = ("_json",)

    def __init__(self, record):
        super().__init__(json.loads(record), _definitions()[None])
        self._json = record

    def __reduce__(self):
        return Article, (self._json,)

    def to_json(self):
        """The record as one line, byte for byte as `news parse` writes it."""
        return self._json

    def to_dict(self):
        """The record as plain dictionaries and lists."""
        return json.loads(self._json)

    def convert(self, to, *, furniture=False):
        """The article in another format: `ninjs`, `nitf`, `markdown`, `jsonld` … (`news formats` lists all)."""
        return _news.convert(self._json, to, furniture)

    def to_spacy(self, nlp=None):
        """The article as a `Doc` of spaCy, with the tokens of `nlp` or of the blank pipeline of its language.

        `doc.spans` has a group for `quotes`, `speakers`, `cues`, `people`, `orgs`, `places`, `times` and `datelines`, its
        members labeled with what they are and, by `id_`, whom they name. A span whose ends are inside tokens covers these. Wants spaCy.
        """
        return to_doc(self, nlp)

    def __repr__(self):
        headline = self.headline.text if self.headline else self.text[:60]
        counts = ", ".join(f"{name}: {len(getattr(self, name))}" for name in ("quotes", "people", "places"))
        return f"<Article {headline!r}, {counts}>"

    def _repr_html_(self):
        return annotated(self._record)


def _wrapped(value, definition):
    fields = _definitions().get(definition)
    if isinstance(value, list):
        return [_wrapped(item, definition) for item in value]
    if isinstance(value, dict) and fields:
        return Node(value, fields)
    return value


@functools.cache
def _definitions():
    """Of each type its fields: whether they are lists, and the type of what they hold. The article itself is `None`."""
    schema = json.loads(_news.schema())

    def field(form):
        forms = [form, *form.get("anyOf", [])]
        items = next((form["items"] for form in forms if isinstance(form.get("items"), dict)), None)
        reference = next((form["$ref"] for form in [items or {}, *forms] if "$ref" in form), "")
        is_list = items is not None or form.get("type") == "array"
        return is_list, reference.rpartition("/")[2]

    def fields(form):
        return {name: field(member) for name, member in form.get("properties", {}).items()}

    return {None: fields(schema)} | {name: fields(form) for name, form in schema["$defs"].items()}
