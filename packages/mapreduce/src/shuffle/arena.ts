import type { Partitioner } from './partitioner.ts';

const ENTRIES_INITIAL = 1024;
/** UTF-8 needs at most three bytes for each unit of a JavaScript string. */
const UTF8_BYTES_PER_UNIT = 3;

/**
 * Key-value pairs as bytes, outside the JavaScript heap: a pair costs its bytes and fourteen more, and no garbage.
 * Each value lies right behind its key.
 */
export class Arena {
  bytes: Buffer;
  used = 0;
  count = 0;
  offsets = new Uint32Array(ENTRIES_INITIAL);
  keyLengths = new Uint32Array(ENTRIES_INITIAL);
  valueLengths = new Uint32Array(ENTRIES_INITIAL);
  partitions = new Uint16Array(ENTRIES_INITIAL);

  readonly #initialBytes: number;
  readonly #bytesMax: number;
  readonly #partitioner: Partitioner;

  /** Holds `initialBytes`, and more for the pairs of one record, up to `bytesMax`. */
  constructor(initialBytes: number, bytesMax: number, partitioner: Partitioner = { kind: 'hash' }) {
    this.#partitioner = partitioner;
    this.#initialBytes = initialBytes;
    this.#bytesMax = Math.max(initialBytes, bytesMax);
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
  }

  /** Throws a RangeError when there is no room left. */
  append(key: string | Uint8Array, value: string | Uint8Array, partitions: number): void {
    const keyStart = this.used;
    const valueStart = this.#write(key, keyStart);
    const end = this.#write(value, valueStart);
    this.#addEntry(
      keyStart,
      valueStart - keyStart,
      end - valueStart,
      this.#partitionOf(this.bytes, keyStart, valueStart, partitions),
    );
    this.used = end;
  }

  /** Appends a pair whose key is another arena's, so that it need not be encoded again. */
  appendFrom(source: Arena, entry: number, value: string | Uint8Array): void {
    const keyStart = this.used;
    const keyLength = source.keyLengths[entry] as number;
    const from = source.offsets[entry] as number;
    this.#makeRoom(keyStart + keyLength);
    source.bytes.copy(this.bytes, keyStart, from, from + keyLength);
    const end = this.#write(value, keyStart + keyLength);
    this.#addEntry(keyStart, keyLength, end - keyStart - keyLength, source.partitions[entry] as number);
    this.used = end;
  }

  /** Forgets what was appended since `count` and `used` had these values. */
  rollBack(count: number, used: number): void {
    this.count = count;
    this.used = used;
  }

  clear(): void {
    this.rollBack(0, 0);
    if (this.bytes.length > this.#initialBytes) this.bytes = Buffer.allocUnsafeSlow(this.#initialBytes);
  }

  #partitionOf(bytes: Buffer, start: number, end: number, partitions: number): number {
    const partitioner = this.#partitioner;
    if (partitioner.kind === 'hash') return partitionOf(bytes, start, end, partitions);
    const key = bytes.subarray(start, end);
    if (partitioner.kind === 'custom') return partitioner.partitionOf(key, partitions);
    return partitioner.splitters.filter((splitter) => Buffer.compare(splitter, key) <= 0).length;
  }

  #write(data: string | Uint8Array, at: number): number {
    if (typeof data === 'string') {
      this.#makeRoom(at + data.length * UTF8_BYTES_PER_UNIT);
      return at + this.bytes.write(data, at);
    }
    this.#makeRoom(at + data.length);
    this.bytes.set(data, at);
    return at + data.length;
  }

  #makeRoom(end: number): void {
    if (end <= this.bytes.length) return;
    if (end > this.#bytesMax)
      throw new RangeError(`the record emits more than there is memory for, ${this.#bytesMax} bytes`);
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#bytesMax, Math.max(end, this.bytes.length * 2)));
    this.bytes.copy(larger, 0, 0, end);
    this.bytes = larger;
  }

  #addEntry(offset: number, keyLength: number, valueLength: number, partition: number): void {
    if (this.count === this.offsets.length) this.#growEntries();
    const entry = this.count;
    this.offsets[entry] = offset;
    this.keyLengths[entry] = keyLength;
    this.valueLengths[entry] = valueLength;
    this.partitions[entry] = partition;
    this.count = entry + 1;
  }

  #growEntries(): void {
    const length = this.offsets.length * 2;
    this.offsets = grow(this.offsets, new Uint32Array(length));
    this.keyLengths = grow(this.keyLengths, new Uint32Array(length));
    this.valueLengths = grow(this.valueLengths, new Uint32Array(length));
    this.partitions = grow(this.partitions, new Uint16Array(length));
  }
}

function grow<Values extends Uint32Array | Uint16Array>(values: Values, larger: Values): Values {
  larger.set(values);
  return larger;
}

/** FNV-1a over the key's bytes, its bits mixed because few of the low ones decide. */
function partitionOf(bytes: Buffer, start: number, end: number, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) % partitions;
}
