export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of the text to run: what is selected; else the statement around the cursor, which is the whole text
 * when it holds one. The server takes one statement a request.
 */
export function chooseStatement(text: string, selection: TextRange): TextRange {
  if (selection.from !== selection.to) return trim(text, selection);
  const statements = splitStatements(text);
  const around = statements.find(({ to }) => selection.from <= to);
  return around ?? statements.at(-1) ?? { from: 0, to: 0 };
}

/** The statements of a text, without the semicolons between them, those in strings and comments left alone. */
export function splitStatements(text: string): TextRange[] {
  const statements: TextRange[] = [];
  let from = 0;
  const end = (to: number) => {
    const range = trim(text, { from, to });
    if (hasCode(text.slice(range.from, range.to))) statements.push(range);
  };
  for (let at = 0; at < text.length; ) {
    if (text[at] === ';') {
      end(at);
      from = at + 1;
      at += 1;
    } else {
      at = skipToken(text, at);
    }
  }
  end(text.length);
  return statements;
}

/** Past the string, comment or dollar quote that begins at `at`, else past one character. PostgreSQL §4.1. */
function skipToken(text: string, at: number): number {
  const quote = text[at];
  if (quote === "'" || quote === '"') return pastEnd(text, text.indexOf(quote, at + 1), 1);
  if (text.startsWith('--', at)) return pastEnd(text, text.indexOf('\n', at), 1);
  if (text.startsWith('/*', at)) return skipComment(text, at);
  const tag = quote === '$' ? /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(at, at + 65))?.[0] : undefined;
  return tag === undefined ? at + 1 : pastEnd(text, text.indexOf(tag, at + tag.length), tag.length);
}

/** Comments nest in PostgreSQL. */
function skipComment(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text.startsWith('/*', at)) depth += 1;
    else if (text.startsWith('*/', at)) depth -= 1;
    else continue;
    at += 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

function pastEnd(text: string, found: number, length: number): number {
  return found === -1 ? text.length : found + length;
}

function hasCode(statement: string): boolean {
  for (let at = 0; at < statement.length; ) {
    const isComment = statement.startsWith('--', at) || statement.startsWith('/*', at);
    if (!isComment && /\S/.test(statement[at] ?? '')) return true;
    at = isComment ? skipToken(statement, at) : at + 1;
  }
  return false;
}

function trim(text: string, { from, to }: TextRange): TextRange {
  const part = text.slice(from, to);
  return {
    from: from + (part.length - part.trimStart().length),
    to: to - (part.length - part.trimEnd().length),
  };
}
