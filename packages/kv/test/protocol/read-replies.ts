/** A reply as a value that tests can compare; errors, and the types that RESP3 adds, are told apart. */
export type ReplyValue =
  | string
  | number
  | bigint
  | null
  | { readonly error: string }
  | { readonly simple: string }
  | { readonly map: readonly ReplyValue[] }
  | { readonly set: readonly ReplyValue[] }
  | { readonly verbatim: string }
  | { readonly double: string }
  | readonly ReplyValue[];

/** Reads all whole replies, and says how many bytes they were. Bulk strings are latin1: a character a byte. */
export function readReplies(bytes: Buffer): { readonly values: ReplyValue[]; readonly length: number } {
  const values: ReplyValue[] = [];
  let length = 0;
  for (;;) {
    const found = readReply(bytes, length);
    if (found === undefined) return { values, length };
    values.push(found.value);
    length = found.end;
  }
}

type Found = { readonly value: ReplyValue; readonly end: number } | undefined;

function readReply(bytes: Buffer, from: number): Found {
  const lineEnd = bytes.indexOf('\r\n', from);
  if (lineEnd === -1) return undefined;
  const type = String.fromCharCode(bytes[from] as number);
  const text = bytes.toString('latin1', from + 1, lineEnd);
  const end = lineEnd + 2;
  switch (type) {
    case '+':
      return { value: { simple: text }, end };
    case '-':
      return { value: { error: text }, end };
    case ':':
      return { value: Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text), end };
    case ',':
      return { value: { double: text }, end };
    case '_':
      return { value: null, end };
    case '$':
    case '=': {
      const length = Number(text);
      if (length === -1) return { value: null, end };
      if (bytes.length < end + length + 2) return undefined;
      const body = bytes.toString('latin1', end, end + length);
      return { value: type === '=' ? { verbatim: body } : body, end: end + length + 2 };
    }
    case '*':
      return text === '-1' ? { value: null, end } : readMany(bytes, end, Number(text), (items) => items);
    case '%':
      return readMany(bytes, end, Number(text) * 2, (items) => ({ map: items }));
    case '~':
      return readMany(bytes, end, Number(text), (items) => ({ set: items }));
    default:
      throw new Error(`no reply begins with ${JSON.stringify(type)}`);
  }
}

function readMany(
  bytes: Buffer,
  from: number,
  count: number,
  wrap: (items: readonly ReplyValue[]) => ReplyValue,
): Found {
  const items: ReplyValue[] = [];
  let end = from;
  while (items.length < count) {
    const found = readReply(bytes, end);
    if (found === undefined) return undefined;
    items.push(found.value);
    end = found.end;
  }
  return { value: wrap(items), end };
}
