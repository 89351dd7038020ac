"""Writes what fuzzing begins with: `seeds.py ROOT FOLDER`. Sample journeys, their words, and the hostile texts."""

import json
import pathlib
import re
import sys
import zipfile


def strings(value):
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def literals(source):
    """The texts between quotes at the beginning of a line of Rust."""
    escapes = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "\\": "\\"}
    code = lambda found: escapes.get(found[1]) or chr(int(found[2], 16))
    for found in re.finditer(r'^ +"((?:[^"\\]|\\.)*)",$', source, re.M):
        yield re.sub(r"\\(u\{([0-9A-Fa-f]+)\}|.)", code, found[1])


def main():
    root, folder = (pathlib.Path(word) for word in sys.argv[1:3])
    flows = sorted(root.glob("flows/*.journey.json"))
    words = {text for flow in flows for text in strings(json.loads(flow.read_text()))}
    hostile = set(literals((root / "crates/journey/src/condition/hostile.rs").read_text()))
    assert len(hostile) > 50 and len(words) > 50, "the seeds have moved"
    texts = [text.encode() for text in sorted(words | hostile) if len(text) > 4]
    tables = [path.read_bytes() for path in sorted(root.glob("flows/*.csv"))]
    fixtures = root / "crates/app/fixtures"
    parquet, book = (fixtures / name for name in ("pyarrow.parquet", "openpyxl.xlsx"))
    sheet = zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml")
    lines = b'{"id":"a","age":1,"tags":["vip"]}\n{"id":"b","seen":null}\n'
    seeds = {
        "condition": texts,
        "template": [bytes([how]) + text for text in texts for how in (0, 1)],
        "intake": [bytes([how]) + table[:600] for table in tables for how in (0, 1)]
        + [b"\2" + lines, b"\4" + parquet.read_bytes(), b"\5" + book.read_bytes(), b"\6" + sheet],
        "script": texts,
        "journey": [flow.read_bytes() for flow in flows],
        "customers": [bytes([how]) + table[:600] for table in tables for how in (0, 1, 4, 8)]
        + [b"\2" + lines],
    }
    for target, inputs in seeds.items():
        place = folder / target
        place.mkdir(parents=True, exist_ok=True)
        for number, data in enumerate(inputs):
            (place / f"seed-{number:04}").write_bytes(data)


if __name__ == "__main__":
    main()
