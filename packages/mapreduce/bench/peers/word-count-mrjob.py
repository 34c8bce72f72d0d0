"""Word count for mrjob, with a combiner and the cheapest protocols that hold numbers."""

from mrjob.job import MRJob
from mrjob.protocol import JSONProtocol, TextProtocol, TextValueProtocol


class WordCount(MRJob):
    INPUT_PROTOCOL = TextValueProtocol
    INTERNAL_PROTOCOL = JSONProtocol
    OUTPUT_PROTOCOL = TextProtocol

    def mapper(self, _, line):
        for word in line.split(' '):
            yield word, 1

    def combiner(self, word, counts):
        yield word, sum(counts)

    def reducer(self, word, counts):
        yield word, str(sum(counts))


if __name__ == '__main__':
    WordCount.run()
