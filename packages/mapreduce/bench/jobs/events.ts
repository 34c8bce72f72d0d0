import { defineJob, json, jsonLines, table, text, tuple } from '@oremill/mapreduce';
import { z } from 'zod';

const event = z.object({
  user: z.object({ country: z.string().optional() }),
  device: z.object({ kind: z.string() }),
  took: z.object({ bytes: z.number().optional() }),
  score: z.number(),
});

interface Group {
  readonly country: string;
  readonly device: string;
  count: number;
  bytes: number;
  scoreMax: number;
}

type Totals = readonly [count: number, bytes: number, scoreMax: number];

/** Events, bytes sent and the highest score, by country and device; added up where they are read. */
export default defineJob({
  name: 'events',
  summary: 'Events, bytes and highest score by country and device',
  input: jsonLines(event),
  key: tuple(text, text),
  value: json<Totals>(),
  mapper: {
    init: () => new Map<string, Group>(),
    map({ user, device, took, score }, _task, groups) {
      const country = user.country ?? '--';
      const key = `${country}\0${device.kind}`;
      let group = groups.get(key);
      if (group === undefined) {
        group = { country, device: device.kind, count: 0, bytes: 0, scoreMax: Number.NEGATIVE_INFINITY };
        groups.set(key, group);
      }
      group.count += 1;
      group.bytes += took.bytes ?? 0;
      if (score > group.scoreMax) group.scoreMax = score;
    },
    final(task, groups) {
      for (const { country, device, count, bytes, scoreMax } of groups.values())
        task.emit([country, device], [count, bytes, scoreMax]);
    },
  },
  reducer([country, device], totals, task) {
    let count = 0;
    let bytes = 0;
    let scoreMax = Number.NEGATIVE_INFINITY;
    for (const [events, sent, score] of totals) {
      count += events;
      bytes += sent;
      scoreMax = Math.max(scoreMax, score);
    }
    task.emit([country, device, count, bytes, scoreMax]);
  },
  output: table('tsv-raw', [
    ['country', 'text'],
    ['device', 'text'],
    ['events', 'integer'],
    ['bytes', 'integer'],
    ['score_max', 'float'],
  ]),
});
