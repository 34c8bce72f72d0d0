import { defineJob, integer, orderedNumber, table, text, textLines, tuple } from '@oremill/mapreduce';
import { z } from 'zod';
import { formatTime, parseRequest } from './records/access-log.ts';

interface Visit {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly requests: number;
  readonly bytes: number;
}

/** A visit is a host's requests with no long pause between them. Logs are nearly, not quite, in the order of time. */
export default defineJob({
  name: 'sessions',
  summary: 'Visits in a web log: the requests of a host without a long pause',
  options: z.object({
    pauseMinutes: z.number().min(1).default(30).describe('a longer pause begins another visit'),
  }),
  input: textLines,
  key: text,
  value: tuple(orderedNumber, integer),
  sortValues: true,
  mapper(line, task) {
    const { host, timeSeconds, bytes } = parseRequest(line);
    task.emit(host, [timeSeconds, bytes]);
  },
  reducer(host, requests, task) {
    const pauseSeconds = task.options.pauseMinutes * 60;
    for (const { startSeconds, endSeconds, ...visit } of visits(requests, pauseSeconds)) {
      task.count('sessions', 'visits');
      const durationSeconds = endSeconds - startSeconds;
      task.emit([host, formatTime(startSeconds), durationSeconds, visit.requests, visit.bytes]);
    }
  },
  output: table('tsv-escaped', [
    ['host', 'text'],
    ['start', 'text'],
    ['seconds', 'integer'],
    ['requests', 'integer'],
    ['bytes', 'integer'],
  ]),
});

/** Cuts requests, which are in the order of time, where a pause is too long. One visit is held at a time. */
function* visits(requests: Iterable<readonly [number, number]>, pauseSeconds: number): Generator<Visit> {
  let visit: Visit | undefined;
  for (const [timeSeconds, bytes] of requests) {
    if (visit !== undefined && timeSeconds - visit.endSeconds <= pauseSeconds) {
      visit = {
        ...visit,
        endSeconds: timeSeconds,
        requests: visit.requests + 1,
        bytes: visit.bytes + bytes,
      };
    } else {
      if (visit !== undefined) yield visit;
      visit = { startSeconds: timeSeconds, endSeconds: timeSeconds, requests: 1, bytes };
    }
  }
  if (visit !== undefined) yield visit;
}
