/** A field of a CSV line. Postgres tells an empty text, which is quoted, from null, which is not. */
export interface CsvField {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The fields of one line by RFC 4180. Throws on a quote where none may be; a field does not go on in the next line. */
export function splitCsv(line: string): CsvField[] {
  const fields: CsvField[] = [];
  let at = 0;
  do {
    if (line[at] === '"') {
      const { text, end } = readQuoted(line, at + 1);
      fields.push({ text, isQuoted: true });
      at = end;
      if (at < line.length && line[at] !== ',') throw new Error(`a comma is missing at character ${at + 1}`);
    } else {
      const comma = line.indexOf(',', at);
      const end = comma === -1 ? line.length : comma;
      const text = line.slice(at, end);
      if (text.includes('"'))
        throw new Error(`a quote in an unquoted field, at character ${at + 1 + text.indexOf('"')}`);
      fields.push({ text, isQuoted: false });
      at = end;
    }
  } while (at++ < line.length);
  return fields;
}

function readQuoted(line: string, start: number): { text: string; end: number } {
  let text = '';
  for (let at = start; ; ) {
    const quote = line.indexOf('"', at);
    if (quote === -1) throw new Error(`the quote at character ${start} is not closed in this line`);
    text += line.slice(at, quote);
    if (line[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    at = quote + 2;
  }
}

export function quoteCsv(text: string): string {
  return text === '' || /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
