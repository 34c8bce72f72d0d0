export interface ErrorPlace {
  readonly line: number;
  readonly before: string;
  readonly at: string;
  readonly after: string;
}

const LETTERS_AROUND_MAX = 60;

/** Where in the statement an error is, from a hint that says `At line 2, column 6.`, counted from 1 in code points. */
export function findErrorPlace(sql: string, hint: string): ErrorPlace | undefined {
  const [, lineText, columnText] = /line (\d+), column (\d+)/.exec(hint) ?? [];
  if (lineText === undefined || columnText === undefined) return undefined;
  const line = sql.split('\n')[Number(lineText) - 1];
  if (line === undefined) return undefined;
  const letters = Array.from(line);
  const column = Number(columnText) - 1;
  if (column > letters.length) return undefined;
  const rest = letters.slice(column).join('');
  const at = /^(\w+|.)?/u.exec(rest)?.[0] ?? '';
  return {
    line: Number(lineText),
    before: letters.slice(Math.max(0, column - LETTERS_AROUND_MAX), column).join(''),
    at,
    after: rest.slice(at.length, at.length + LETTERS_AROUND_MAX),
  };
}
