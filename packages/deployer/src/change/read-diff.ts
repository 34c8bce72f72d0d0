import { unquotePath } from './unquote-path.ts';

/** Lines from the first to the last, both in it. */
export type LineRange = readonly [first: number, last: number];

/** What differs between two commits. */
export interface Change {
  /** Commit where it began. */
  readonly from: string;
  /** Lines of each file that are new or other than before, ascending; a file that lost lines only has none. */
  readonly lines: ReadonlyMap<string, readonly LineRange[]>;
  /** What files were called before, by what they are called now. */
  readonly renames: ReadonlyMap<string, string>;
}

/** Longer lines are cut: names and places are at the beginning of theirs. */
const LINE_BYTES_MAX = 64 * 1024;
const NEWLINE = 10;

/**
 * Reads what `git diff --unified=0` prints, in the memory of its result. Lines of files are counted and skipped, so that
 * none of them is taken for a header.
 */
export async function readDiff(bytes: AsyncIterable<Uint8Array>): Promise<Pick<Change, 'lines' | 'renames'>> {
  const lines = new Map<string, LineRange[]>();
  const renames = new Map<string, string>();
  let file: string | undefined;
  let renamedFrom: string | undefined;
  let contentLines = 0;
  for await (const line of shortLinesOf(bytes)) {
    if (contentLines > 0) {
      // "\ No newline at end of file" is of the line before.
      if (!line.startsWith('\\')) contentLines -= 1;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk) {
      const [, removed = '1', first = '', added = '1'] = hunk;
      contentLines = Number(removed) + Number(added);
      if (file !== undefined && Number(added) > 0) {
        const ranges = lines.get(file) ?? [];
        ranges.push([Number(first), Number(first) + Number(added) - 1]);
        lines.set(file, ranges);
      }
    } else if (line.startsWith('diff --git ')) {
      file = undefined;
    } else if (line.startsWith('+++ ')) {
      file = nameIn(line.slice('+++ '.length));
    } else if (line.startsWith('rename from ')) {
      renamedFrom = unquotePath(line.slice('rename from '.length));
    } else if (line.startsWith('rename to ') && renamedFrom !== undefined) {
      renames.set(unquotePath(line.slice('rename to '.length)), renamedFrom);
    }
  }
  return { lines, renames };
}

/** `b/name`, with a tab behind it where there are spaces in it; nothing where the file is gone. */
function nameIn(header: string): string | undefined {
  const name = unquotePath(header.replace(/\t$/, ''));
  return name.startsWith('b/') ? name.slice('b/'.length) : undefined;
}

/** Lines without their ends, each as far as LINE_BYTES_MAX. */
async function* shortLinesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array) => {
    if (length < LINE_BYTES_MAX && part.length > 0) parts.push(part.slice(0, LINE_BYTES_MAX - length));
    length += part.length;
  };
  for await (const chunk of bytes) {
    let begin = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, begin)) {
      keep(chunk.subarray(begin, end));
      yield Buffer.concat(parts).toString();
      parts = [];
      length = 0;
      begin = end + 1;
    }
    keep(chunk.subarray(begin));
  }
  if (length > 0) yield Buffer.concat(parts).toString();
}
