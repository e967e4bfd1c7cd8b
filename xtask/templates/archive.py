"""Reads the pages of WARC files with FastWARC and one extractor: archive.py EXTRACTOR FILE..."""

import sys

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

if sys.argv[1] == "trafilatura":
    from trafilatura import bare_extraction

    extract = lambda page: bare_extraction(page, with_metadata=True)
else:
    extract = lambda page: extract_plain_text(page, main_content=True)

found = 0
for path in sys.argv[2:]:
    stream = open(path, "rb")
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
        body = record.reader.read()
        if extract(bytes_to_str(body, detect_encoding(body))):
            found += 1
print(found)
