"""Reads what news wrote with other libraries; prints `ok` or what is wrong for each file."""
import json
import sys


def ninjs(version, schemas, files):
    from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
    from referencing import Registry, Resource

    load = lambda name: json.load(open(f"{schemas}/{name}", encoding="utf-8"))
    geo = Resource.from_contents(load("GeoJSON-schema.json"))
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", geo)
    kind = Draft7Validator if version == "1.6" else Draft202012Validator
    validator = kind(load(f"ninjs-schema_{version}.json"), registry=registry, format_checker=FormatChecker())
    for file in files:
        error = next(validator.iter_errors(json.load(open(file, encoding="utf-8"))), None)
        print("ok" if error is None else f"{error.message[:200]} at {list(error.path)}".replace("\n", " "))


def jsonld(files):
    import extruct
    import rdflib

    for file in files:
        text = open(file, encoding="utf-8").read()
        page = f'<html><script type="application/ld+json">{text.replace("</", "<" + chr(92) + "/")}</script></html>'
        found = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
        if found != [json.loads(text)]:
            print("extruct reads something else")
            continue
        # The context of schema.org is not fetched; its vocabulary stands for it.
        item = dict(found[0], **{"@context": {"@vocab": "https://schema.org/"}})
        graph = rdflib.Graph().parse(data=json.dumps(item), format="json-ld", publicID="urn:x:")
        schema = rdflib.Namespace("https://schema.org/")
        quotations = sum(1 for _ in graph.subjects(rdflib.RDF.type, schema.Quotation))
        articles = sum(1 for _ in graph.subjects(rdflib.RDF.type, schema.NewsArticle))
        fits = articles == 1 and quotations == len(item.get("hasPart", []))
        print("ok" if fits else f"rdflib finds {articles} articles and {quotations} quotations")


{"ninjs": lambda rest: ninjs(rest[0], rest[1], rest[2:]), "jsonld": jsonld}[sys.argv[1]](sys.argv[2:])
