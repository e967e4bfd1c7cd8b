"""The annotations of an article as groups of spans in a document of spaCy."""

from . import _news
from ._marks import KINDS, marks

GROUPS = {"person": "people"}


def to_doc(article, nlp):
    """Makes the tokens of the text and hangs the marks on them. spaCy counts characters, so the article must, too."""
    if article.offsets != "scalar":
        raise _news.NewsError(f"to_spacy: expected an article with offsets in scalar, got {article.offsets}")
    doc = (nlp or blank(article.lang)).make_doc(article.text)
    for kind in KINDS:
        doc.spans[GROUPS.get(kind, f"{kind}s")] = []
    for kind, start, end, name in marks(article.to_dict()):
        span = doc.char_span(start, end, label=kind.upper(), alignment_mode="expand", span_id=name)
        if span is not None:
            doc.spans[GROUPS.get(kind, f"{kind}s")].append(span)
    return doc


def blank(lang):
    """The empty pipeline of a language; of one that spaCy does not know or cannot cut here, that of many languages."""
    import spacy

    try:
        return spacy.blank(lang.tag.split("-")[0])
    except (AttributeError, ImportError):
        return spacy.blank("xx")
