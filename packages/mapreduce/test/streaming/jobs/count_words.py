"""Mapper and reducer of a word count: lines in, key TAB value lines out."""

import itertools
import sys


def count(lines):
    for line in lines:
        for word in line.split():
            print(f"{word}\t1")


def add(lines):
    pairs = (line.rstrip("\n").split("\t") for line in lines)
    for word, group in itertools.groupby(pairs, key=lambda pair: pair[0]):
        print(f"{word}\t{sum(int(amount) for _, amount in group)}")


(count if sys.argv[1] == "map" else add)(sys.stdin)
