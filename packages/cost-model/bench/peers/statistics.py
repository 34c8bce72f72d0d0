"""The published rules of 2012 as a script: `python3 statistics.py FILE [zlib]`.

Lines that begin with a brace are records. The text of a record is put into lower case and left out without a space;
what single spaces divide are its tokens. Prints sums over all records as JSON.
"""
import json
import resource
import sys
import zlib


def main(path, compresses):
    records = raw = packed = tokens = different = characters = 0
    with open(path, "rb") as lines:
        for line in lines:
            if not line.startswith(b"{"):
                continue
            try:
                record = json.loads(line)
            except ValueError:
                continue
            text = record.get("text")
            if not isinstance(text, str) or " " not in text:
                continue
            words = text.lower().split(" ")
            records += 1
            raw += len(line)
            if compresses:
                packed += len(zlib.compress(line))
            tokens += len(words)
            different += len(set(words))
            characters += sum(map(len, words))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "records": records,
                "bytes": raw,
                "zlibBytes": packed,
                "tokens": tokens,
                "uniqueTokens": different,
                "characters": characters,
                "peakBytes": usage.ru_maxrss * 1024,
                "processorSeconds": usage.ru_utime + usage.ru_stime,
            }
        )
    )


main(sys.argv[1], sys.argv[2:] == ["zlib"])
