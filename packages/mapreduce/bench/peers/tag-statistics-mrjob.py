"""The main job as one would write it for mrjob, in the cheapest protocols that it has."""

import json

from mrjob.job import MRJob
from mrjob.protocol import BytesValueProtocol, TextProtocol

LENGTH_LIMIT = 10


class TagStatistics(MRJob):
    # RawValueProtocol reads bytes that are not UTF-8 as Latin-1, and they are to be skipped.
    INPUT_PROTOCOL = BytesValueProtocol
    INTERNAL_PROTOCOL = TextProtocol
    OUTPUT_PROTOCOL = TextProtocol
    SORT_VALUES = True

    def mapper_init(self):
        self.kept = 0
        self.skipped = 0

    def mapper(self, _, line):
        try:
            record = json.loads(line.decode('utf-8'), parse_constant=refuse)
            row = to_row(record) if 'tags' in record else None
        except (ValueError, TypeError, KeyError, AttributeError):
            self.skipped += 1
            return
        if row is not None:
            self.kept += 1
            yield row

    def mapper_final(self):
        # Each call writes a line that the runner reads, so not one a record.
        self.increment_counter('mapper', 'kept_entries', self.kept)
        self.increment_counter('mapper', 'skipped_entries', self.skipped)

    def reducer(self, key, values):
        for value in values:
            yield key, value


def to_row(record):
    tags, updated, key = record['tags'], record['updated'], record['id']
    if not isinstance(tags, list) or not tags or not isinstance(key, str):
        raise ValueError('tags or id')
    weekday, _, month, year, time = updated.replace(',', '').split(' ')[:5]
    hour, minute, second = time.split(':')[:3]
    total = 0.0
    counts = [0] * LENGTH_LIMIT
    for tag in tags:
        length = len(tag['term'])
        if length < LENGTH_LIMIT:
            total += length
            counts[length] += 1
    fields = [weekday, month, year, hour, minute, second, len(tags), total, total / len(tags), *counts]
    return key, '\t'.join(map(str, fields))


def refuse(name):
    raise ValueError(name)


if __name__ == '__main__':
    TagStatistics.run()
