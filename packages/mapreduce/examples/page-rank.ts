import {
  defineSteps,
  descendingNumber,
  integer,
  json,
  pairs,
  table,
  tableLines,
  text,
  tuple,
} from '@oremill/mapreduce';
import { z } from 'zod';

interface Page {
  readonly rank: number;
  readonly links: readonly string[];
}

/** What reaches a page in an iteration: shares of the ranks of pages that link to it, and its own links. */
type Message = number | readonly string[];

const links = table('tsv-raw', [
  ['from', 'text'],
  ['to', 'text'],
]);

/** Among the keys of the last step, sums of ranks come before ranks. */
const SUM = 0;
const RANK = 1;

/**
 * Ranks pages by who links to them. A job's steps are known before its options are, so the number of iterations is an
 * argument: for another one, `export default pageRank(50)` in a module of your own. 20 leave less than 0.85²⁰ = 4 %
 * of a rank to be moved.
 */
export function pageRank(iterations: number) {
  return defineSteps({
    name: 'page-rank',
    summary: 'Ranks of pages by the links between them',
    options: z.object({
      damping: z.number().min(0).max(0.99).default(0.85).describe('share of its rank that a page hands on'),
    }),
    input: tableLines(links),
    steps(rows) {
      let pages = rows.mapReduce({
        key: text,
        value: text,
        mapper([from, to], task) {
          task.emit(from, to);
          // A page that links nowhere is a page too.
          task.emit(to, '');
        },
        reducer(page, targets, task) {
          const others = new Set(targets);
          others.delete('');
          task.emit([page, { rank: 1, links: [...others] }]);
        },
        output: pairs(text, json<Page>()),
      });
      for (let iteration = 0; iteration < iterations; iteration += 1) {
        pages = pages.mapReduce({
          key: text,
          value: json<Message>(),
          mapper([page, { rank, links: targets }], task) {
            task.emit(page, targets);
            for (const target of targets) task.emit(target, rank / targets.length);
          },
          combiner(_page, messages, task) {
            const { received, targets } = collect(messages);
            task.emit(received);
            if (targets !== undefined) task.emit(targets);
          },
          reducer(page, messages, task) {
            const { received, targets = [] } = collect(messages);
            const { damping } = task.options;
            task.emit([page, { rank: 1 - damping + damping * received, links: targets }]);
          },
          output: pairs(text, json<Page>()),
        });
      }
      // Each task sends the sum of its ranks ahead of them, so the reducer can divide by the sum of all.
      return pages.mapReduce({
        key: tuple(integer, descendingNumber),
        value: text,
        sortValues: true,
        partitioner: () => 0,
        mapper: {
          init: () => ({ sum: 0 }),
          map([page, { rank }], task, state) {
            state.sum += rank;
            task.emit([RANK, rank], page);
          },
          final: (task, { sum }) => task.emit([SUM, sum], ''),
        },
        reducer: {
          init: () => ({ sum: 0 }),
          reduce([kind, number], pagesOfRank, task, state) {
            for (const page of pagesOfRank) {
              if (kind === SUM) state.sum += number;
              else task.emit([page, number / state.sum]);
            }
          },
        },
        output: table('tsv-raw', [
          ['page', 'text'],
          ['rank', 'float'],
        ]),
      });
    },
  });
}

export default pageRank(20);

function collect(messages: Iterable<Message>) {
  let received = 0;
  let targets: readonly string[] | undefined;
  for (const message of messages) {
    if (typeof message === 'number') received += message;
    else targets = message;
  }
  return { received, targets };
}
