import { defineJob, json, jsonLines, table, text, tuple } from '@oremill/mapreduce';
import { z } from 'zod';

const event = z.object({
  user: z.object({ country: z.string().optional() }),
  device: z.object({ kind: z.string() }),
  took: z.object({ bytes: z.number().optional() }),
  score: z.number(),
});

interface Group {
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
    // A map in a map: a key put together of two would be hashed again for each event.
    init: () => new Map<string, Map<string, Group>>(),
    map({ user, device, took, score }, _task, groups) {
      const country = user.country ?? '--';
      let devices = groups.get(country);
      if (devices === undefined) {
        devices = new Map();
        groups.set(country, devices);
      }
      let group = devices.get(device.kind);
      if (group === undefined) {
        group = { count: 0, bytes: 0, scoreMax: Number.NEGATIVE_INFINITY };
        devices.set(device.kind, group);
      }
      group.count += 1;
      group.bytes += took.bytes ?? 0;
      if (score > group.scoreMax) group.scoreMax = score;
    },
    final(task, groups) {
      for (const [country, devices] of groups)
        for (const [device, { count, bytes, scoreMax }] of devices)
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
