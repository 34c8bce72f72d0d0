import { crc32 } from 'node:zlib';
import type { LogId } from './log-file.ts';
import { readUint64, writeUint64 } from './uint64.ts';

/**
 * What is written to a log at once: bytes of its operations (u32), crc32 of all behind it (u32), its position (u64),
 * the position up to which the log was known to be on the disk when it was written (u64), and the operations.
 *
 * By the latter, damage tells what it is: pages that were not synced may reach the disk in any order, so whole frames
 * may follow a torn one after a power cut; but a frame that knows of bytes on the disk, which are damaged now, says that
 * something was lost that had been promised.
 */
export const FRAME_HEAD_BYTES = 24;
const CRC = 4;
export const POSITION = 8;
const SAFE = 16;

export interface FramePlace {
  readonly id: LogId;
  readonly position: number;
  readonly safe: number;
}

/** Fills in the head of a frame whose operations are there already. */
export function sealFrame(frame: Buffer, { id, position, safe }: FramePlace): void {
  frame.writeUInt32LE(frame.length - FRAME_HEAD_BYTES, 0);
  writeUint64(frame, position, POSITION);
  writeUint64(frame, safe, SAFE);
  frame.writeUInt32LE(checksum(frame, id), CRC);
}

export interface FrameHead {
  /** Of the whole frame. */
  readonly bytes: number;
  readonly position: number;
  readonly safe: number;
}

/** What these bytes say, if they are a head; whether they are is known from the whole frame. */
export function readHead(head: Buffer): FrameHead {
  return {
    bytes: FRAME_HEAD_BYTES + head.readUInt32LE(0),
    position: readUint64(head, POSITION),
    safe: readUint64(head, SAFE),
  };
}

export function isSealed(frame: Buffer, id: LogId): boolean {
  return frame.readUInt32LE(CRC) === checksum(frame, id);
}

/** Begins with the id, so that a value cannot hold a frame of this log. */
function checksum(frame: Buffer, id: LogId): number {
  return crc32(frame.subarray(POSITION), id.readUInt32LE(0));
}
