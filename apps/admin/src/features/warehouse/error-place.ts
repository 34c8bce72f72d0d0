export interface ErrorPlace {
  readonly line: number;
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

const LETTERS_AROUND_MAX = 60;

/** Where in the statement an error is, from a message that says `at character 15` (counted from 1, in code points). */
export function findErrorPlace(sql: string, message: string): ErrorPlace | undefined {
  const position = /(?:character|position) (\d+)/.exec(message)?.[1];
  if (position === undefined) return undefined;
  const offset = Array.from(sql)
    .slice(0, Number(position) - 1)
    .join('').length;
  if (offset > sql.length) return undefined;
  const lineStart = sql.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = sql.indexOf('\n', offset);
  const line = sql.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
  const inLine = offset - lineStart;
  const word = /^(\w+|.)?/u.exec(line.slice(inLine))?.[0] ?? '';
  return {
    line: sql.slice(0, offset).split('\n').length,
    before: line.slice(Math.max(0, inLine - LETTERS_AROUND_MAX), inLine),
    at: word,
    after: line.slice(inLine + word.length, inLine + word.length + LETTERS_AROUND_MAX),
  };
}
