"""Reads archives with Apache Spark: files in, the table of `news batch` out.

    spark-submit job.py OUT FILE...

A task streams one file. Spark commits what a task wrote only when the task is done: the file of a worker that dies is read
again by another, and no row is lost or there twice. Files must have the same path on all workers; items that give no
article are written to the log of the worker, a line of JSON each.
"""

import json
import sys

import news
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema


def read(batches):
    """The articles of the files that rows name, for `mapInArrow`."""
    for batch in batches:
        for path in batch.column("path").to_pylist():
            yield from news.warc_to_batches(path, on_failure=log)


def log(*failure):
    print(json.dumps(dict(zip(("input", "offset", "code", "message"), failure))), file=sys.stderr)


def articles(spark, paths, read=read):
    """The articles of some files as a data frame, a task for each file."""
    rows = spark.sparkContext.parallelize([(path,) for path in paths], len(paths))
    return spark.createDataFrame(rows, "path string").mapInArrow(read, from_arrow_schema(news.table_schema()))


if __name__ == "__main__":
    out, *paths = sys.argv[1:]
    session = SparkSession.builder.appName("news").getOrCreate()
    articles(session, paths).write.parquet(out, compression="zstd")
