"""Runs the job on one machine and holds its rows against those of `news batch`: check.py FOLDER, its whole path

FOLDER has archives, and in `out` what `news batch` made of them. The job runs in one process, then on a cluster of two
workers of which one is killed while it reads.
"""

import os
import pathlib
import signal
import sys
import time

import job
import pyarrow.parquet
from pyspark.sql import SparkSession


def killing(marker):
    """A reader that kills its worker behind the first batch of a file, the first time that it gets there."""

    def read(batches):
        import job

        for articles in job.read(batches):
            yield articles
            try:
                os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                continue
            process = os.getpid()
            while pathlib.Path(f"/proc/{process}/comm").read_text() != "java\n":
                process = int(pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
            pathlib.Path(marker).write_text(str(process))
            os.kill(process, signal.SIGKILL)

    return read


def rows(folder):
    """The rows of a folder of Parquet files by their ids."""
    found = pyarrow.parquet.read_table(folder).to_pylist()
    by_id = {row["id"]: row for row in found}
    assert len(by_id) == len(found), f"{folder}: {len(found) - len(by_id)} of {len(found)} rows are there twice"
    return by_id


def run(master, folder, read):
    """The job over the archives of the folder; its rows must be those of the command."""
    start = time.monotonic()
    session = SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    session.sparkContext.addPyFile(job.__file__)
    out = folder / f"spark-{master.partition('[')[0]}"
    job.articles(session, sorted(map(str, folder.glob("*.warc.gz"))), read).write.parquet(str(out), compression="zstd")
    session.stop()
    expected, found = rows(folder / "out/articles"), rows(out)
    assert expected.keys() == found.keys(), f"{len(expected.keys() ^ found.keys())} rows are only in one"
    differ = [key for key, row in expected.items() if found[key] != row]
    assert not differ, f"{len(differ)} rows differ, as {differ[0]}"
    print(f"{master}: {len(found)} rows, all as `news batch` has them, {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    run("local[2]", folder, job.read)
    marker = folder / "killed"
    run("local-cluster[2,1,1024]", folder, killing(str(marker)))
    assert marker.exists(), "no worker was killed"
    print(f"worker {marker.read_text()} was killed while it read")
