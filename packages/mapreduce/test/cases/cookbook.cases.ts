/** A job of the cookbook, and its rows computed in another, plain way. */
export interface CookbookCase {
  readonly example: string;
  readonly input: 'access-log' | 'bookmarks';
  readonly options?: Readonly<Record<string, unknown>>;
  /** The rows in any order. */
  readonly plain: (lines: readonly string[]) => readonly string[];
}

export const cookbookCases: readonly CookbookCase[] = [
  {
    example: 'word-count',
    input: 'access-log',
    plain: (lines) => {
      const counts = new Map<string, number>();
      const words = lines
        .join('\n')
        .toLowerCase()
        .split(/\P{L}+/u);
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      counts.delete('');
      return [...counts].map(([word, count]) => `${word}\t${count}`);
    },
  },
  {
    example: 'grep',
    input: 'access-log',
    options: { pattern: '" 404 ' },
    plain: (lines) => lines.filter((line) => line.includes('" 404 ')),
  },
  { example: 'distinct', input: 'access-log', plain: (lines) => [...new Set(lines)] },
  { example: 'total-sort', input: 'access-log', plain: (lines) => lines },
  {
    example: 'top-k',
    input: 'bookmarks',
    options: { k: 25 },
    plain: (lines) => {
      const counts = new Map<string, number>();
      for (const tag of lines.flatMap(tagsOf)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
      return [...counts]
        .sort(([a, m], [b, n]) => n - m || (bytesOf(a) < bytesOf(b) ? -1 : 1))
        .slice(0, 25)
        .map(([tag, count], index) => `${index + 1}\t${escaped(tag)}\t${count}`);
    },
  },
  {
    example: 'secondary-sort',
    input: 'bookmarks',
    plain: (lines) => {
      const saved = lines.flatMap((line) => {
        const { author, comments, updated } = parse(line);
        if (typeof author !== 'string' || typeof comments !== 'string' || typeof updated !== 'string')
          return [];
        return [{ author, comments, ms: Date.parse(updated) }];
      });
      const byPage = Map.groupBy(saved, ({ comments }) => comments);
      return [...byPage.values()].flatMap((group) => {
        const ordered = group.toSorted((a, b) => a.ms - b.ms || (a.author < b.author ? -1 : 1));
        return ordered.map(({ author, comments, ms }, index) => {
          const before = ordered[index - 1]?.ms;
          const days = before === undefined ? '\\N' : Math.floor((ms - before) / 86_400_000);
          return `${escaped(comments)}\t${new Date(ms).toISOString()}\t${author}\t${days}`;
        });
      });
    },
  },
  {
    example: 'tag-pairs',
    input: 'bookmarks',
    plain: (lines) => {
      const counts = new Map<string, number>();
      for (const tags of lines.map(tagsOf)) {
        for (const a of tags) {
          for (const b of tags) {
            if (a < b)
              counts.set(
                `${escaped(a)}\t${escaped(b)}`,
                (counts.get(`${escaped(a)}\t${escaped(b)}`) ?? 0) + 1,
              );
          }
        }
      }
      return [...counts].filter(([, count]) => count >= 2).map(([pair, count]) => `${pair}\t${count}`);
    },
  },
  {
    example: 'status-statistics',
    input: 'access-log',
    plain: (lines) =>
      [...Map.groupBy(lines.flatMap(requestOf), ({ status }) => status)].map(([status, requests]) => {
        const times = requests.map(({ ms }) => ms).sort((a, b) => a - b);
        const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
        return [status, requests.length, bytes, time(times[0]), time(times.at(-1))].join('\t');
      }),
  },
  {
    example: 'sessions',
    input: 'access-log',
    plain: (lines) =>
      [...Map.groupBy(lines.flatMap(requestOf), ({ host }) => host)].flatMap(([host, unordered]) => {
        const requests = unordered.toSorted((a, b) => a.ms - b.ms);
        // Where a visit begins: at the first request, and after each long pause.
        const starts = requests.flatMap(({ ms }, index) =>
          index === 0 || ms - (requests[index - 1]?.ms ?? 0) > 30 * 60_000 ? [index] : [],
        );
        return starts.map((start, visit) => {
          const members = requests.slice(start, starts[visit + 1]);
          const first = members[0]?.ms ?? 0;
          const last = members.at(-1)?.ms ?? 0;
          const bytes = members.reduce((sum, request) => sum + request.bytes, 0);
          return [host, time(first), (last - first) / 1000, members.length, bytes].join('\t');
        });
      }),
  },
];

interface Bookmark {
  readonly author?: unknown;
  readonly comments?: unknown;
  readonly updated?: unknown;
  readonly tags?: readonly { readonly term: string }[];
}

/** An empty bookmark for a line that is none. */
function parse(line: string): Bookmark {
  try {
    return JSON.parse(line) as Bookmark;
  } catch {
    return {};
  }
}

function tagsOf(line: string): string[] {
  return [...new Set((parse(line).tags ?? []).map(({ term }) => term))];
}

function requestOf(line: string): { host: string; ms: number; status: number; bytes: number }[] {
  const [host = '', , , day = '', zone = '', ...rest] = line.split(' ');
  const [, request, reply = ''] = rest.join(' ').split('"');
  if (request === undefined || !/^ \d/.test(reply)) return [];
  const [, status, bytes] = reply.split(' ');
  // `[17/May/2015:10:05:03` and `+0000]` as `17 May 2015 10:05:03 +0000`.
  const date = `${day.slice(1).replace(':', ' ').replaceAll('/', ' ')} ${zone.slice(0, -1)}`;
  return [{ host, ms: Date.parse(date), status: Number(status), bytes: bytes === '-' ? 0 : Number(bytes) }];
}

function time(ms = 0): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** As `tsv-escaped` writes it; real tags and links have no other characters that are escaped. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\');
}

/** Compares as bytes do. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}
