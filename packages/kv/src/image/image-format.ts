import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { PARTS_MAX, type Part, WHOLE } from '../table/part.ts';

/**
 * The frame of a table image; docs/reference/table-image.md describes every field. Sections follow each other without
 * gaps: header, dictionary, data, directory, order, checksums, trailer.
 */
export const HEADER_BYTES = 64;
export const TRAILER_BYTES = 72;
/** A checksum is for so many bytes of the file. */
export const BLOCK_BYTES = 1024 * 1024;
/** The image lies in a memory of 4 GiB, with the desks of the threads that read it. */
export const FILE_BYTES_MAX = 0xf000_0000;
export const VERSION = 1;
const HASH = 2;
export const MAGIC = Buffer.from('OREIMAGE');
const END_MAGIC = Buffer.from('IMAGEEND');
const CODEC_BYTES = 16;

/** What a writer knows before the first entry. */
export interface ImageHeader extends Part {
  readonly seed: bigint;
  readonly buckets: number;
  /** Of compressed values; `none` without. */
  readonly codec: string;
  readonly dictionaryId: number;
  readonly dictionaryBytes: number;
}

/** What it knows behind the last. */
export interface ImageTotals {
  readonly dataBytes: number;
  readonly entries: number;
  readonly isOrdered: boolean;
  readonly mostInBucket: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly expiring: number;
  readonly compressed: number;
  readonly longestKeyBytes: number;
  readonly longestValueBytes: number;
}

/** Where the sections begin. */
export interface ImageSections {
  readonly dataAt: number;
  readonly directoryAt: number;
  readonly orderAt: number;
  readonly checksumsAt: number;
  readonly trailerAt: number;
  readonly fileBytes: number;
}

export interface ImageDescription extends ImageHeader, ImageTotals, ImageSections {
  /** Of all checksums: it changes with any byte of the file. */
  readonly checksum: number;
}

export function sectionsOf(header: ImageHeader, totals: ImageTotals): ImageSections {
  const dataAt = HEADER_BYTES + header.dictionaryBytes;
  const directoryAt = dataAt + totals.dataBytes;
  const orderAt = directoryAt + header.buckets * 4;
  const checksumsAt = orderAt + (totals.isOrdered ? totals.entries * 4 : 0);
  const trailerAt = checksumsAt + Math.ceil(checksumsAt / BLOCK_BYTES) * 4;
  return { dataAt, directoryAt, orderAt, checksumsAt, trailerAt, fileBytes: trailerAt + TRAILER_BYTES };
}

/** A reference to an entry is its bucket, then its place in the bucket in so many bits. */
export function placeBitsOf(mostInBucket: number): number {
  return 32 - Math.clz32(Math.max(0, mostInBucket - 1));
}

export function encodeHeader(header: ImageHeader): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const codec = Buffer.from(header.codec);
  assert(codec.length <= CODEC_BYTES, `the codec's name ${header.codec} is too long`);
  bytes.set(MAGIC, 0);
  bytes.writeUInt16LE(VERSION, 8);
  bytes.writeUInt16LE(HASH, 10);
  bytes.writeUInt32LE(header.buckets, 12);
  bytes.writeBigUInt64LE(header.seed, 16);
  bytes.set(codec, 24);
  bytes.writeUInt32LE(header.dictionaryId, 40);
  bytes.writeUInt32LE(header.dictionaryBytes, 44);
  if (header.parts > 1) {
    bytes.writeUInt32LE(header.part, 48);
    bytes.writeUInt32LE(header.parts, 52);
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 60)), 60);
  return bytes;
}

/** A word on what is wrong when these cannot be a header. */
export function decodeHeader(bytes: Buffer): ImageHeader | { readonly fault: string; readonly at: number } {
  if (!bytes.subarray(0, 8).equals(MAGIC)) return { fault: 'it does not begin as a table image does', at: 0 };
  if (crc32(bytes.subarray(0, 60)) !== bytes.readUInt32LE(60)) {
    return { fault: 'its header is not what was written', at: 8 };
  }
  const version = bytes.readUInt16LE(8);
  if (version !== VERSION) {
    return { fault: `it has version ${version} of the format, and this program reads ${VERSION}`, at: 8 };
  }
  const hash = bytes.readUInt16LE(10);
  if (hash !== HASH)
    return { fault: `its entries are in the order of hash ${hash}, and this program reads ${HASH}`, at: 10 };
  const buckets = bytes.readUInt32LE(12);
  if (buckets === 0) return { fault: 'it has no buckets', at: 12 };
  const part = bytes.readUInt32LE(48);
  const parts = bytes.readUInt32LE(52);
  if (part >= Math.max(parts, 1) || parts > PARTS_MAX) {
    return { fault: `it says that it is part ${part} of ${parts}`, at: 48 };
  }
  return {
    seed: bytes.readBigUInt64LE(16),
    buckets,
    codec: bytes.toString('latin1', 24, 24 + CODEC_BYTES).replace(/\0+$/, ''),
    dictionaryId: bytes.readUInt32LE(40),
    dictionaryBytes: bytes.readUInt32LE(44),
    ...(parts === 0 ? WHOLE : { part, parts }),
  };
}

export function encodeTrailer(totals: ImageTotals, fileBytes: number, checksum: number): Buffer {
  const bytes = Buffer.alloc(TRAILER_BYTES);
  bytes.writeUInt32LE(totals.dataBytes, 0);
  bytes.writeUInt32LE(totals.entries, 4);
  bytes.writeUInt32LE(totals.isOrdered ? 1 : 0, 8);
  bytes.writeUInt32LE(totals.mostInBucket, 12);
  bytes.writeBigUInt64LE(BigInt(totals.keyBytes), 16);
  bytes.writeBigUInt64LE(BigInt(totals.valueBytes), 24);
  bytes.writeUInt32LE(totals.expiring, 32);
  bytes.writeUInt32LE(totals.compressed, 36);
  bytes.writeUInt32LE(totals.longestKeyBytes, 40);
  bytes.writeUInt32LE(totals.longestValueBytes, 44);
  bytes.writeBigUInt64LE(BigInt(fileBytes), 48);
  bytes.set(END_MAGIC, 56);
  bytes.writeUInt32LE(checksum, 64);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, 68)), 68);
  return bytes;
}

/** Undefined when these cannot be a trailer. */
export function decodeTrailer(
  bytes: Buffer,
): (ImageTotals & { readonly fileBytes: number; readonly checksum: number }) | undefined {
  if (!bytes.subarray(56, 64).equals(END_MAGIC)) return undefined;
  if (crc32(bytes.subarray(0, 68)) !== bytes.readUInt32LE(68)) return undefined;
  return {
    dataBytes: bytes.readUInt32LE(0),
    entries: bytes.readUInt32LE(4),
    isOrdered: bytes.readUInt32LE(8) === 1,
    mostInBucket: bytes.readUInt32LE(12),
    keyBytes: Number(bytes.readBigUInt64LE(16)),
    valueBytes: Number(bytes.readBigUInt64LE(24)),
    expiring: bytes.readUInt32LE(32),
    compressed: bytes.readUInt32LE(36),
    longestKeyBytes: bytes.readUInt32LE(40),
    longestValueBytes: bytes.readUInt32LE(44),
    fileBytes: Number(bytes.readBigUInt64LE(48)),
    checksum: bytes.readUInt32LE(64),
  };
}
