import type { PlanField, PlanNode, Takes } from './plan.ts';

/** The plan as tables that `kernels/projection.as` walks; offsets and bits are those named there. */
const BITS: Readonly<Record<Takes, number>> = {
  string: 1,
  number: 2,
  boolean: 4,
  null: 8,
  object: 16,
  array: 32,
  container: 64,
};
const STRICT_BIT = 128;

const LENGTH_MAX = 31;
const OBJECT_BYTES = 16 + 4 * (LENGTH_MAX + 1);
const FIELD_BYTES = 32;
/** Of the tape; a field's cell lies at its place among the fields. */
const CELL_BYTES = 16;
const LEAF_BYTES = 8;
/** A UTF-16 unit takes six bytes when it is written as an escape. */
const ESCAPE_BYTES = 6;

export function planBytes(node: PlanNode): number {
  if (node.element !== undefined) return LEAF_BYTES + planBytes(node.element);
  if (!node.takes.has('object')) return LEAF_BYTES;
  return node.fields.reduce(
    (bytes, field) => bytes + FIELD_BYTES + keyBytes(field) + planBytes(field.node),
    OBJECT_BYTES,
  );
}

/** Bytes that the longest declared key takes when all of it is escaped. */
export function escapedKeyBytesMax({ fields, element }: PlanNode): number {
  return Math.max(
    escapedBytes(fields),
    element === undefined ? 0 : escapedKeyBytesMax(element),
    ...fields.map(({ node }) => escapedKeyBytesMax(node)),
  );
}

function escapedBytes(fields: readonly PlanField[]): number {
  return Math.max(0, ...fields.map(({ key }) => key.length * ESCAPE_BYTES));
}

/** Writes the tables to `bytes`, which lie at `address` of the kernel's memory; the root's is the first. */
export function encodePlan(root: PlanNode, address: number, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let used = 0;

  function take(length: number): number {
    const at = used;
    used += length;
    return at;
  }

  function write(at: number, ...words: number[]): void {
    for (const [index, word] of words.entries()) view.setUint32(at + 4 * index, word, true);
  }

  function encodeNode(node: PlanNode): number {
    let bits = node.isStrict ? STRICT_BIT : 0;
    for (const type of node.takes) bits |= BITS[type];
    const at = take(node.takes.has('object') ? OBJECT_BYTES : LEAF_BYTES);
    write(at, bits);
    if (node.element !== undefined) write(at + 4, address + encodeNode(node.element));
    if (!node.takes.has('object')) return at;
    const required = node.fields.filter(({ absent }) => absent === 'refused').length;
    write(at + 4, node.fields.length, required, escapedBytes(node.fields));
    write(at + 16, ...Array<number>(LENGTH_MAX + 1).fill(0));
    for (const [index, field] of node.fields.entries()) encodeField(field, index, at + 16);
    return at;
  }

  /** Fields of one length are a chain, which begins in the table at `heads`. */
  function encodeField({ key, node, absent }: PlanField, index: number, heads: number): void {
    const utf8 = Buffer.from(key, 'utf8');
    const at = take(FIELD_BYTES);
    const keyAt = take(keyBytes({ key }));
    bytes.fill(0, keyAt, used);
    bytes.set(utf8, keyAt);
    bytes.copyWithin(at, keyAt, keyAt + 8);
    const head = heads + 4 * Math.min(utf8.length, LENGTH_MAX);
    write(at + 8, utf8.length, address + keyAt, view.getUint32(head, true), address + encodeNode(node));
    write(at + 24, index * CELL_BYTES, Number(absent === 'refused'));
    write(head, address + at);
  }

  encodeNode(root);
}

/** Room for a key, in words of eight bytes, one or more. */
function keyBytes({ key }: { readonly key: string }): number {
  return 8 * Math.max(1, Math.ceil(Buffer.byteLength(key, 'utf8') / 8));
}
