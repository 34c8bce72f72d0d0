import { defineJob, integer, json, table, textLines } from '@oremill/mapreduce';
import { formatTime, parseRequest } from './records/access-log.ts';

interface Statistics {
  readonly requests: number;
  readonly bytes: number;
  readonly firstSeconds: number;
  readonly lastSeconds: number;
}

/** One pass over a web server's log. What is known of some requests has the form of what is known of one. */
export default defineJob({
  name: 'status-statistics',
  summary: 'Requests, bytes and time range of each status in a web log',
  input: textLines,
  key: integer,
  value: json<Statistics>(),
  mapper(line, task) {
    const { status, bytes, timeSeconds } = parseRequest(line);
    task.emit(status, { requests: 1, bytes, firstSeconds: timeSeconds, lastSeconds: timeSeconds });
  },
  combiner: (_status, parts, task) => task.emit(merge(parts)),
  reducer(status, parts, task) {
    const { requests, bytes, firstSeconds, lastSeconds } = merge(parts);
    task.emit([status, requests, bytes, formatTime(firstSeconds), formatTime(lastSeconds)]);
  },
  output: table('tsv-raw', [
    ['status', 'integer'],
    ['requests', 'integer'],
    ['bytes', 'integer'],
    ['first', 'text'],
    ['last', 'text'],
  ]),
});

function merge(parts: Iterable<Statistics>): Statistics {
  let requests = 0;
  let bytes = 0;
  let firstSeconds = Number.POSITIVE_INFINITY;
  let lastSeconds = Number.NEGATIVE_INFINITY;
  for (const part of parts) {
    requests += part.requests;
    bytes += part.bytes;
    firstSeconds = Math.min(firstSeconds, part.firstSeconds);
    lastSeconds = Math.max(lastSeconds, part.lastSeconds);
  }
  return { requests, bytes, firstSeconds, lastSeconds };
}
