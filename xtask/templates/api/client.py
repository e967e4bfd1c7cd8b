"""Reads a story with the generated client: client.py ADDRESS STORY."""

import sys

from news_client import Client
from news_client.api.default import parse
from news_client.types import File

address, story = sys.argv[1:]
with open(story, "rb") as file:
    answer = parse.sync_detailed(client=Client(base_url=address), body=File(payload=file), date="2021-07-28")
assert answer.status_code == 200, answer
record = answer.parsed.to_dict()
assert record["schema"] == "news.article/1", record
assert record["dateline"]["date"]["iso"] == "2021-04-19", record["dateline"]
print(f"generated client: {record['headline']['text']}")
