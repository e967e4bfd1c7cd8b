"""Reads what is in out and lines with three libraries, and runs the queries of the page named by the first argument."""

import glob
import re
import sys

import duckdb
import polars
import pyarrow.json
import pyarrow.parquet

TABLE = "out/articles/*.parquet"
LINES = "lines/articles/*.jsonl.zst"

parts = sorted(glob.glob(TABLE))
tables = [pyarrow.parquet.read_table(part) for part in parts]
articles = sum(table.num_rows for table in tables)
assert articles > 0, "no articles"
assert polars.read_parquet(TABLE).height == articles
assert duckdb.sql(f"SELECT count(*) FROM '{TABLE}'").fetchall() == [(articles,)]
for table in tables:
    table.validate(full=True)
    assert table.schema.metadata[b"news.offsets"] == b"scalar"
    for row in table.select(["text", "quotes", "people", "places"]).to_pylist():
        text = row["text"]
        for quote in row["quotes"]:
            words = text[quote["inner"]["start"] : quote["inner"]["end"]]
            assert " … " in quote["text"] or words == quote["text"], (words, quote["text"])
        spans = [mention["span"] for name in ("people", "places") for one in row[name] for mention in one["mentions"]]
        assert all(0 <= span["start"] < span["end"] <= len(text) for span in spans)

# `map` is a name or a list, so that only DuckDB finds out itself what is in a record.
assert duckdb.sql(f"SELECT count(*) FROM read_json('{LINES}')").fetchall() == [(articles,)]
wanted = pyarrow.schema([("id", pyarrow.string()), ("url", pyarrow.string())])
parse = pyarrow.json.ParseOptions(explicit_schema=wanted, unexpected_field_behavior="ignore")
read = pyarrow.json.ReadOptions(block_size=1 << 30)
ids = set()
for part in glob.glob(LINES):
    lines = pyarrow.json.read_json(pyarrow.input_stream(part), read_options=read, parse_options=parse)
    assert lines["id"].to_pylist() == polars.read_ndjson(part, schema={"id": polars.String})["id"].to_list()
    ids.update(lines["id"].to_pylist())
assert ids == {id for table in tables for id in table["id"].to_pylist()}
for file, row in (("errors", "offset"), ("manifest", "articles")):
    for folder in ("out", "lines"):
        path = f"{folder}/{file}.jsonl"
        rows = polars.read_ndjson(path)[row].to_list()
        assert rows == pyarrow.json.read_json(path)[row].to_pylist()
        assert rows == [value for (value,) in duckdb.sql(f"SELECT \"{row}\" FROM read_json('{path}')").fetchall()]

page = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(r"^```(sql|python)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
for language, code in blocks:
    if language == "sql":
        rows = duckdb.sql(code).fetchall()
    else:
        names = {}
        exec(code, names)  # The page is ours.
        rows = names["result"].rows()
    assert rows, f"nothing found by:\n{code}"
    print(f"{len(rows):>5} rows, the first {str(rows[0])[:110]}")
print(f"{articles} articles in {len(parts)} parts, {len(blocks)} queries")
