# The parts of the record, by the JSON Schema. Made by `cargo xtask schema`.
from typing import Any, type_check_only

class Node:
    def __dir__(self) -> list[str]: ...
    def __eq__(self, other: object) -> bool: ...
    def to_dict(self) -> dict[str, Any]: ...

@type_check_only
class Input(Node):
    format: str
    charset: str
    charset_via: str
    bytes: int
    uri: str | None
    record: Record | None
    retrieved: str | None
    digest: str | None
    text: str | None

@type_check_only
class Record(Node):
    n: int
    start: int
    end: int

@type_check_only
class Lang(Node):
    tag: str
    confidence: float | None

@type_check_only
class Spanned(Node):
    span: list[int]
    text: str | None

@type_check_only
class Slug(Node):
    span: list[int]
    text: str | None
    keyword: Spanned | None
    take_key: Spanned | None
    priority: Spanned | None
    categories: list[Spanned]
    number: Spanned | None
    service: Spanned | None
    date: Spanned | None

@type_check_only
class Headline(Node):
    span: list[int]
    text: str | None
    title: list[int]
    attribution: Attribution | None

@type_check_only
class Attribution(Node):
    span: list[int]
    text: str | None
    entity: str | None

@type_check_only
class Byline(Node):
    span: list[int]
    raw: str | None
    title: Spanned | None
    authors: list[Author]
    editors: list[Author]
    reporting_from: Spanned | None

@type_check_only
class Author(Node):
    span: list[int]
    name: str | None
    role: Spanned | None
    org: Spanned | None
    email: Spanned | None
    place: Spanned | None
    url: str | None

@type_check_only
class Dateline(Node):
    span: list[int]
    raw: str | None
    rest: int
    places: list[Place]
    date: TimeValue | None
    agencies: list[DatelineAgency]

@type_check_only
class Place(Node):
    span: list[int]
    text: str | None
    qualifier: list[Spanned]
    entity: str | None

@type_check_only
class TimeValue(Node):
    span: list[int] | None
    text: str | None
    type: str
    iso: str | None
    edtf: str | None
    grain: str | None
    zone: str | None
    candidates: list[str]
    basis: list[Basis]
    confidence: float | None
    via: str | None

@type_check_only
class Basis(Node):
    rule: str
    span: list[int] | None
    value: str | None

@type_check_only
class DatelineAgency(Node):
    span: list[int]
    text: str | None
    name: str | None

@type_check_only
class Located(Node):
    name: str
    scheme: str | None
    code: str | None
    region: str | None
    country: str | None
    geo: Geo | None

@type_check_only
class Geo(Node):
    latitude: float
    longitude: float

@type_check_only
class Credit(Node):
    span: list[int] | None
    name: str
    role: str

@type_check_only
class Dates(Node):
    published: list[TimeValue]
    modified: list[TimeValue]
    created: list[TimeValue]
    received: list[TimeValue]
    embargo: list[TimeValue]
    expires: list[TimeValue]

@type_check_only
class Block(Node):
    kind: str
    span: list[int]
    text: str | None
    level: int | None
    lead_in: list[int] | None
    sentences: list[list[int]]

@type_check_only
class Media(Node):
    kind: str
    url: str | None
    span: list[int] | None
    caption: Spanned | None
    credit: Spanned | None
    alt: Spanned | None
    width: int | None
    height: int | None

@type_check_only
class Link(Node):
    href: str
    span: list[int]
    text: str | None
    rel: str | None

@type_check_only
class Related(Node):
    rel: str
    target: str
    version: int | None
    title: Spanned | None

@type_check_only
class Term(Node):
    name: str
    role: str | None
    scheme: str | None
    code: str | None
    span: list[int] | None

@type_check_only
class Status(Node):
    pub: str | None
    change: str | None
    version: int | None
    take: int | None
    priority: int | None
    flags: list[Flag]
    embargo: Spanned | None
    ed_note: Spanned | None
    corrections: list[Spanned]

@type_check_only
class Flag(Node):
    span: list[int]
    text: str | None

@type_check_only
class Rights(Node):
    span: list[int] | None
    notice: str | None
    holder: str | None
    year: int | None
    terms: str | None

@type_check_only
class Id(Node):
    kind: str
    value: str

@type_check_only
class Quote(Node):
    id: str
    kind: str
    span: list[int]
    inner: list[int]
    text: str | None
    quoted: list[list[int]]
    cue: Cue | None
    speaker: Speaker | None
    addressee: Speaker | None
    parts: list[list[int]]
    continues: bool | None
    point: int | None

@type_check_only
class Cue(Node):
    span: list[int]
    text: str | None
    lemma: str | None

@type_check_only
class Speaker(Node):
    span: list[int] | None
    text: str | None
    name: str | None
    entity: str | None
    how: str
    confidence: float | None

@type_check_only
class Person(Node):
    id: str
    name: str
    given: str | None
    family: str | None
    particles: str | None
    roles: list[Role]
    mentions: list[Mention]

@type_check_only
class Role(Node):
    span: list[int]
    text: str | None
    org: str | None
    place: str | None

@type_check_only
class Mention(Node):
    span: list[int]
    how: str | None
    confidence: float | None

@type_check_only
class Org(Node):
    id: str
    name: str
    abbr: str | None
    kind: str | None
    mentions: list[Mention]

@type_check_only
class Place2(Node):
    id: str
    name: str
    kind: str | None
    country: str | None
    geo: Geo | None
    confidence: float | None
    adjectival: bool | None
    mentions: list[Mention]

@type_check_only
class Event(Node):
    span: list[int]
    name: str | None
    kind: str | None
    mentions: list[Spanned]

@type_check_only
class Abbrev(Node):
    short_span: list[int]
    short: str | None
    long_span: list[int] | None
    long: str | None
    order: str
    confidence: float | None

@type_check_only
class Amount(Node):
    span: list[int]
    text: str | None
    type: str
    value: float
    currency: str | None
    unit: str | None

@type_check_only
class Point(Node):
    n: int
    marker_span: list[int]
    marker: str | None
    span: list[int]
    extent: list[int]
    quote: str | None
    intro: list[int] | None

@type_check_only
class Quality(Node):
    score: float
    page: str
    reasons: list[str]

@type_check_only
class Stats(Node):
    words: int
    sentences: int
    reading_seconds: int
    fingerprint: str

@type_check_only
class Note(Node):
    code: str
    level: str
    span: list[int] | None
    message: str

@type_check_only
class ArticleFields(Node):
    schema: str | None
    offsets: str | None
    source: Input
    text: str
    map: Any
    item_class: str | None
    kind: str | None
    lang: Lang | None
    section: list[Spanned]
    slug: Slug | None
    kicker: Spanned | None
    headline: Headline | None
    deck: Spanned | None
    summary: list[Spanned]
    byline: Byline | None
    dateline: Dateline | None
    located: list[Located]
    credit: list[Credit]
    dates: Dates | None
    body: list[Block]
    furniture: list[Block]
    media: list[Media]
    links: list[Link]
    related: list[Related]
    terms: list[Term]
    word_count: int | None
    status: Status | None
    rights: Rights | None
    ids: list[Id]
    quotes: list[Quote]
    people: list[Person]
    orgs: list[Org]
    places: list[Place2]
    events: list[Event]
    abbreviations: list[Abbrev]
    times: list[TimeValue]
    amounts: list[Amount]
    points: list[Point]
    truncated: bool | None
    quality: Quality | None
    stats: Stats | None
    notes: list[Note]
    extra: dict[str, str] | None
