"""The story with its parts marked, for notebooks."""

from html import escape

COLORS = {
    "quote": "#fff3bf", "cue": "#ffd8a8", "speaker": "#d0ebff", "person": "#e7f5ff", "org": "#e5dbff",
    "place": "#d3f9d8", "time": "#ffdeeb",
}  # fmt: skip


def annotated(record):
    """The text of a record as HTML; pointing at a mark says what it is."""
    text = record["text"]
    if record["offsets"] != "scalar":
        return f"<pre>{escape(text)}</pre>"
    legend = " ".join(f'<span style="{_style(kind)}">{kind}</span>' for kind in COLORS)
    story = _woven(text, sorted(_marks(record)))
    return (
        '<div style="max-width:46em;line-height:1.5;color:#222;background:#fff;padding:1em">'
        f'<div style="font-size:.85em;margin-bottom:.8em">{legend}</div>'
        f'<div style="white-space:pre-wrap">{story}</div></div>'
    )


def _marks(record):
    """Start, negative end, kind and title of each mark: what starts first and is longest comes first."""

    def mark(span, kind, title=""):
        return (span[0], -span[1], kind, title)

    for quote in record.get("quotes", []):
        speaker = quote.get("speaker", {})
        name = speaker.get("name") or speaker.get("text") or "unknown"
        yield mark(quote["span"], "quote", f"{quote['kind']}: {name}")
        for kind in ("cue", "speaker"):
            if "span" in quote.get(kind, {}):
                yield mark(quote[kind]["span"], kind, name)
    for kind, field in (("person", "people"), ("org", "orgs"), ("place", "places")):
        for entity in record.get(field, []):
            for mention in entity.get("mentions", []):
                yield mark(mention["span"], kind, entity["name"])
    for time in record.get("times", []):
        if "span" in time:
            yield mark(time["span"], "time", time.get("iso") or time.get("edtf") or "")


def _woven(text, marks):
    """Marks nest; of two that cross, the part of the later one behind the end of the earlier is left plain."""
    pieces, open_ends, at = [], [], 0

    def close(until):
        nonlocal at
        while open_ends and open_ends[-1] <= until:
            end = open_ends.pop()
            pieces.append(escape(text[at:end]) + "</span>")
            at = end

    for start, negative_end, kind, title in marks:
        close(start)
        end = min([-negative_end, *open_ends[-1:]])
        if start < at or end <= start:
            continue
        pieces.append(escape(text[at:start]))
        pieces.append(f'<span style="{_style(kind)}" title="{escape(f"{kind} {title}".strip())}">')
        open_ends.append(end)
        at = start
    close(len(text))
    return "".join(pieces) + escape(text[at:])


def _style(kind):
    return f"background:{COLORS[kind]};border-radius:3px;padding:0 1px"
