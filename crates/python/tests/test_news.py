"""The package against the command (its path is in `NEWS`), on all seeds."""

import csv
import datetime
import doctest
import html
import io
import json
import os
import pathlib
import pickle
import re
import subprocess
import sys
import tempfile
import threading
import unittest

import news
import pandas
import pyarrow
import pyarrow.parquet

GUIDE = pathlib.Path(__file__).parents[3] / "docs/python.md"
SEEDS = pathlib.Path(__file__).parents[3] / "seeds"
KINDS = ["quotes", "people", "orgs", "places", "events", "times", "amounts", "points", "abbreviations", "sentences"]
COPY = "Lakes fall\n\nGENEVA, July 28 (Reuters) - “They fall,” said Ana Ruiz, the minister, on Wednesday.\n"


def command(*arguments, **more):
    return subprocess.run([os.environ["NEWS"], *arguments], capture_output=True, check=False, **more)


def load_tests(loader, tests, pattern):
    """The example of the package and those of the guide."""
    tests.addTests(doctest.DocTestSuite(news))
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, GUIDE.name, str(GUIDE), 0)
    tests.addTest(doctest.DocTestCase(examples, setUp=in_a_folder_of_its_own))
    return tests


def in_a_folder_of_its_own(test):
    folder = tempfile.TemporaryDirectory()
    os.chdir(folder.name)
    unittest.addModuleCleanup(folder.cleanup)


class Parsing(unittest.TestCase):
    def test_every_seed_gives_the_bytes_of_the_command(self):
        seeds = sorted(path for path in SEEDS.rglob("*") if path.is_file() and path.suffix != ".md")
        self.assertGreater(len(seeds), 100)
        for path in seeds:
            content = path.read_bytes()
            theirs = command("parse", "-t", "jsonl", input=content)
            try:
                ours = "".join(article.to_json() + "\n" for article in news.parse_items(content))
            except news.NewsError as error:
                self.assertEqual(theirs.returncode, 1, path)
                self.assertIn(str(error).split()[0], theirs.stderr.decode(), path)
                continue
            self.assertEqual(ours.encode(), theirs.stdout, path)

    def test_fields_are_attributes(self):
        article = news.parse(COPY, date=datetime.date(2021, 7, 28))
        self.assertEqual(article.headline.text, "Lakes fall")
        self.assertEqual(article.dateline.date.iso, "2021-07-28")
        quote = article.quotes[0]
        self.assertEqual((quote.speaker.name, quote.text), ("Ana Ruiz", "They fall,"))
        start, end = quote.inner
        self.assertEqual(article.text[start:end], quote.text)
        self.assertIsNone(article.deck)
        self.assertEqual(article.points, [])
        with self.assertRaisesRegex(AttributeError, "no field 'headlin'"):
            article.headlin
        self.assertEqual(article.to_dict(), json.loads(article.to_json()))
        self.assertEqual(article, news.Article(article.to_json()))
        self.assertEqual(pickle.loads(pickle.dumps(article)).quotes[0].text, quote.text)

    def test_options_and_errors_are_those_of_the_library(self):
        self.assertEqual(news.parse(COPY, offsets="utf8").offsets, "utf8")
        self.assertEqual(news.parse(COPY, from_="text").source.format, "text")
        for wrong, message in [({"urll": "x"}, "urll"), ({"offsets": "bytes"}, "utf16"), ({"date": "soon"}, "YYYY-MM-DD")]:
            with self.assertRaisesRegex(news.NewsError, message):
                news.parse(COPY, **wrong)
        with self.assertRaisesRegex(news.NewsError, "E00"):
            news.parse(b"")

    def test_many_come_in_order_with_errors_in_their_place(self):
        found = list(news.parse_many([COPY, b"", COPY.replace("fall", "rise")] * 20, workers=2))
        self.assertEqual([type(one) for one in found[:3]], [news.Article, news.NewsError, news.Article])
        self.assertEqual((len(found), found[59].headline.text), (60, "Lakes rise"))

    def test_many_are_taken_from_columns(self):
        for column in (pyarrow.array([COPY, None]), pyarrow.chunked_array([[COPY.encode()], [b""]]), pandas.Series([COPY, ""])):
            first, second = news.parse_many(column)
            self.assertEqual((first.headline.text, type(second)), ("Lakes fall", news.NewsError))

    def test_the_lock_is_released_while_an_article_is_read(self):
        gate, seen = threading.Lock(), []

        def other():
            with gate:
                seen.append(True)

        gate.acquire()
        thread = threading.Thread(target=other)
        thread.start()
        usual = sys.getswitchinterval()
        # From here on the interpreter takes the lock from nobody: the other thread runs only when it is given away.
        sys.setswitchinterval(1_000)
        gate.release()
        turns = 0
        while not seen and turns < 10_000:
            news.parse(COPY)
            turns += 1
        sys.setswitchinterval(usual)
        thread.join()
        self.assertLess(turns, 10_000)

    def test_frames_are_the_rows_of_the_command(self):
        for kind in KINDS:
            frame = news.frame([news.parse(COPY)], kind)
            theirs = command("list", kind, "-t", "csv", "-", input=COPY.encode()).stdout.decode()
            head, *rows = csv.reader(io.StringIO(theirs))
            self.assertEqual((list(frame.columns), len(frame)), (head, len(rows)), kind)
        quotes = news.frame([news.parse(COPY), news.parse(COPY.replace("Ana", "Ida"))])
        self.assertEqual(list(quotes["name"]), ["Ana Ruiz", "Ida Ruiz"])
        self.assertEqual(list(quotes["article"]), ["1", "2"])
        with self.assertRaisesRegex(news.NewsError, "kind"):
            news.frame([news.parse(COPY)], "owls")

    def test_spacy_has_the_same_spans(self):
        article = news.parse(COPY)
        doc = article.to_spacy()
        self.assertEqual((doc.text, doc.lang_), (article.text, "en"))
        self.assertEqual([span.text for span in doc.spans["quotes"]], ["“They fall,”"])
        self.assertEqual([(span.text, span.label_, span.id_) for span in doc.spans["people"]], [("Ana Ruiz", "PERSON", "Ana Ruiz"), ("the minister", "PERSON", "Ana Ruiz")])
        self.assertEqual([span.text for span in doc.spans["places"]], ["GENEVA"])
        self.assertEqual([span.text for span in doc.spans["speakers"]], ["Ana Ruiz, the minister"])
        with self.assertRaisesRegex(news.NewsError, "scalar"):
            news.parse(COPY, offsets="utf8").to_spacy()

    def test_other_formats(self):
        self.assertIn("# Lakes fall", news.parse(COPY).convert("markdown"))
        with self.assertRaises(news.NewsError):
            news.parse(COPY).convert("papyrus")

    def test_notebooks_show_the_story_with_marks(self):
        shown = news.parse(COPY.replace("They", "<b>They"))._repr_html_()
        self.assertIn('title="quote: Ana Ruiz"', shown)
        self.assertIn("&lt;b&gt;They fall", shown)
        self.assertNotIn("<b>", shown)
        self.assertEqual(shown.count("<span"), shown.count("</span>"))


    def test_notebooks_show_every_word_once(self):
        for path in sorted((SEEDS / "text").glob("*.txt")):
            for article in news.parse_items(path.read_bytes()):
                words = html.unescape(re.sub("<[^>]*>", "", article._repr_html_()))
                self.assertTrue(words.endswith(article.text), path)


class Batches(unittest.TestCase):
    def test_batches_are_the_rows_of_the_command(self):
        with tempfile.TemporaryDirectory() as folder:
            lines = [json.dumps({"id": str(n), "text": COPY.replace("Lakes", f"Lake {n}")}) for n in range(50)]
            path = os.path.join(folder, "wire.jsonl")
            pathlib.Path(path).write_text("\n".join([*lines, '{"id": "50"', '{"id": "51", "text": ""}']) + "\n")
            failures = []
            batches = list(news.warc_to_batches([path], on_failure=lambda *failure: failures.append(failure)))
            self.assertEqual(command("batch", "-o", os.path.join(folder, "out"), path).returncode, 1)
            theirs = pyarrow.parquet.read_table(os.path.join(folder, "out/articles"))
            self.assertEqual(pyarrow.Table.from_batches(batches).to_pylist(), theirs.to_pylist())
            self.assertEqual(batches[0].schema, theirs.schema)
            self.assertEqual(news.table_schema(), theirs.schema)
            self.assertEqual([failure[0] for failure in failures], [path, path])

    def test_what_is_no_container_is_refused(self):
        with self.assertRaisesRegex(OSError, "container"):
            next(news.warc_to_batches("story.txt"))


if __name__ == "__main__":
    unittest.main()
