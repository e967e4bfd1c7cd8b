"""Where an article is marked: what notebooks color and what spaCy takes over."""

KINDS = ("dateline", "quote", "cue", "speaker", "person", "org", "place", "time")


def marks(record):
    """Kind, start, end and name of each mark, by kind of annotation and in text order."""

    def mark(kind, span, name):
        return kind, span[0], span[1], name or ""

    if "dateline" in record:
        yield mark("dateline", record["dateline"]["span"], "")
    for quote in record.get("quotes", []):
        speaker = quote.get("speaker", {})
        name = speaker.get("name") or speaker.get("text")
        yield mark("quote", quote["span"], name)
        for kind in ("cue", "speaker"):
            if "span" in quote.get(kind, {}):
                yield mark(kind, quote[kind]["span"], name)
    for kind, field in (("person", "people"), ("org", "orgs"), ("place", "places")):
        for entity in record.get(field, []):
            for mention in entity.get("mentions", []):
                yield mark(kind, mention["span"], entity["name"])
    for time in record.get("times", []):
        if "span" in time:
            yield mark("time", time["span"], time.get("iso") or time.get("edtf"))
