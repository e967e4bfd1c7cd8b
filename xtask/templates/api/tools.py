"""Calls every tool of the command: tools.py NEWS STORY."""

import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

news, story = sys.argv[1:]
with open(story, encoding="utf-8") as file:
    content = file.read()


async def main():
    async with stdio_client(StdioServerParameters(command=news, args=["mcp"])) as (read, write):
        async with ClientSession(read, write) as session:
            await session.initialize()
            tools = [tool.name for tool in (await session.list_tools()).tools]
            assert tools == ["parse", "quotes", "convert"], tools

            async def call(name, **arguments):
                result = await session.call_tool(name, {"content": content, **arguments})
                assert not getattr(result, "isError", False) and not getattr(result, "is_error", False), result
                return result.content[0].text

            record = json.loads(await call("parse", options={"date": "2021-07-28"}))
            assert record["schema"] == "news.article/1", record
            quotes = [json.loads(line) for line in (await call("quotes")).splitlines()]
            assert quotes and all(quote["text"] for quote in quotes), quotes
            assert (await call("convert", to="markdown")).startswith("---"), "front matter"
            print(f"mcp: {', '.join(tools)}; {len(quotes)} statements")


asyncio.run(main())
