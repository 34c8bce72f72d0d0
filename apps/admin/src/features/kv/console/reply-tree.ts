/** A reply as a tree: a leaf with its kind, or named children. */
export type ReplyNode =
  | {
      readonly kind: 'nil' | 'integer' | 'number' | 'boolean' | 'text' | 'bytes' | 'error';
      readonly text: string;
    }
  | { readonly kind: 'list' | 'map'; readonly children: readonly ReplyChild[] };

export interface ReplyChild {
  /** Its place from 1 in a list, its name in a map. */
  readonly name: string;
  readonly node: ReplyNode;
}

/** Reads what the API made of a RESP3 reply. */
export function readReply(reply: unknown): ReplyNode {
  if (reply === null || reply === undefined) return { kind: 'nil', text: '(nil)' };
  if (typeof reply === 'number') {
    return { kind: Number.isInteger(reply) ? 'integer' : 'number', text: String(reply) };
  }
  if (typeof reply === 'boolean') return { kind: 'boolean', text: String(reply) };
  if (typeof reply === 'string') return { kind: 'text', text: reply };
  if (Array.isArray(reply)) {
    return {
      kind: 'list',
      children: reply.map((item, index) => ({ name: String(index + 1), node: readReply(item) })),
    };
  }
  const entries = Object.entries(reply as Record<string, unknown>);
  const [only] = entries;
  if (entries.length === 1 && only && typeof only[1] === 'string') {
    if (only[0] === 'error') return { kind: 'error', text: only[1] };
    if (only[0] === 'base64') return { kind: 'bytes', text: only[1] };
  }
  return { kind: 'map', children: entries.map(([name, value]) => ({ name, node: readReply(value) })) };
}

/** Whether a reply is a refusal. */
export function isErrorReply(reply: unknown): boolean {
  return readReply(reply).kind === 'error';
}
