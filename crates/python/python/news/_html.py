"""The story with its parts marked, for notebooks."""

from html import escape

from ._marks import marks

# A speaker is also a person or an organisation, so it is underlined.
STYLES = {
    "dateline": "background:#e9ecef", "quote": "background:#fff3bf", "cue": "background:#ffd8a8",
    "speaker": "border-bottom:2px solid #1971c2", "person": "background:#d0ebff", "org": "background:#e5dbff",
    "place": "background:#d3f9d8", "time": "background:#ffdeeb",
}  # fmt: skip


def annotated(record):
    """The text of a record as HTML; pointing at a mark says what it is."""
    text = record["text"]
    if record["offsets"] != "scalar":
        return f"<pre>{escape(text)}</pre>"
    legend = " ".join(f'<span style="{_style(kind)}">{kind}</span>' for kind in STYLES)
    # What starts first and is longest comes first.
    story = _woven(text, sorted(marks(record), key=lambda mark: (mark[1], -mark[2])))
    return (
        '<div style="max-width:46em;line-height:1.5;color:#222;background:#fff;padding:1em">'
        f'<div style="font-size:.85em;margin-bottom:.8em">{legend}</div>'
        f'<div style="white-space:pre-wrap">{story}</div></div>'
    )


def _woven(text, ordered):
    """Marks nest; of two that cross, the part of the later one behind the end of the earlier is left plain."""
    pieces, open_ends, at = [], [], 0

    def close(until):
        nonlocal at
        while open_ends and open_ends[-1] <= until:
            end = open_ends.pop()
            pieces.append(escape(text[at:end]) + "</span>")
            at = end

    for kind, start, end, name in ordered:
        close(start)
        end = min([end, *open_ends[-1:]])
        if start < at or end <= start:
            continue
        pieces.append(escape(text[at:start]))
        pieces.append(f'<span style="{_style(kind)}" title="{escape(f"{kind}: {name}" if name else kind)}">')
        open_ends.append(end)
        at = start
    close(len(text))
    return "".join(pieces) + escape(text[at:])


def _style(kind):
    return f"{STYLES[kind]};border-radius:3px;padding:0 1px"
