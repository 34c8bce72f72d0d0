import { FileWindow } from './file-window.ts';
import { FRAME_HEAD_BYTES, isSealed, POSITION, readHead } from './frame.ts';
import { decodeHeader, HEADER_BYTES, type LogFile } from './log-file.ts';

export interface FramesRead {
  /** All of the file before this byte is whole. */
  readonly wholeBytes: number;
  readonly fileBytes: number;
  /** Up to this byte it was on the disk for sure, as its last whole frame says. */
  readonly safeBytes: number;
  /** Why its header, which is whole, is not the one that is due. */
  readonly foreign?: string;
}

/** Visits the operations of each whole frame of the file, in order, up to the first that is not. */
export async function readFrames(
  place: LogFile,
  visit: (operations: Buffer, byte: number) => void,
): Promise<FramesRead> {
  const window = await FileWindow.open(place.path);
  const fileBytes = window.bytes;
  try {
    let byte = HEADER_BYTES;
    let safeBytes = 0;
    const header = fileBytes < HEADER_BYTES ? undefined : decodeHeader(await window.load(0, HEADER_BYTES));
    if (header === undefined) return { wholeBytes: 0, fileBytes, safeBytes };
    const foreign = whyForeign(header, place);
    if (foreign !== undefined) return { wholeBytes: 0, fileBytes, safeBytes, foreign };
    for (;;) {
      const frame = await loadFrame(window, place, byte);
      if (frame === undefined) return { wholeBytes: byte, fileBytes, safeBytes };
      safeBytes = readHead(frame).safe - place.start;
      visit(frame.subarray(FRAME_HEAD_BYTES), byte);
      byte += frame.length;
    }
  } finally {
    await window.close();
  }
}

/**
 * Whether a whole frame behind the damage at `byte` knows that bytes behind it were on the disk. Then they were promised
 * and are lost; otherwise a power cut has taken what nobody was promised.
 */
export async function hasLostPromise(place: LogFile, byte: number): Promise<boolean> {
  const window = await FileWindow.open(place.path);
  try {
    let from = Math.max(HEADER_BYTES, byte + 1);
    for (;;) {
      const at = await findPosition(window, place, from);
      if (at === undefined) return false;
      const frame = await loadFrame(window, place, at);
      if (frame !== undefined && readHead(frame).safe > place.start + byte) return true;
      from = at + (frame?.length ?? 1);
    }
  } finally {
    await window.close();
  }
}

/** The next byte that may begin a frame, since it says where it is: behind a damaged length it can be any. */
async function findPosition(window: FileWindow, place: LogFile, from: number): Promise<number | undefined> {
  for (let start = from; start + FRAME_HEAD_BYTES <= window.bytes; ) {
    const view = await window.load(start, Math.min(SEARCHED_BYTES, window.bytes - start));
    const last = view.length - FRAME_HEAD_BYTES;
    for (let at = 0; at <= last; at += 1) {
      const position = place.start + start + at;
      if (view[at + POSITION] === position % 256 && readHead(view.subarray(at)).position === position)
        return start + at;
    }
    start += last + 1;
  }
  return undefined;
}

const SEARCHED_BYTES = 64 * 1024;

function whyForeign(header: Omit<LogFile, 'path'>, place: LogFile): string | undefined {
  if (!header.id.equals(place.id)) return 'this is a file of another dataset';
  if (header.number !== place.number) return `this is file ${header.number} of the log`;
  if (header.start === place.start) return undefined;
  return `this begins at position ${header.start} of the log, but the file before it ends at ${place.start}`;
}

/** The whole frame at this byte; undefined when there is none. */
async function loadFrame(window: FileWindow, place: LogFile, byte: number): Promise<Buffer | undefined> {
  const left = window.bytes - byte;
  if (left < FRAME_HEAD_BYTES) return undefined;
  const { bytes, position, safe } = readHead(
    window.peek(byte, FRAME_HEAD_BYTES) ?? (await window.load(byte, FRAME_HEAD_BYTES)),
  );
  if (position !== place.start + byte || safe > position || safe < place.start || bytes > left)
    return undefined;
  const frame = window.peek(byte, bytes) ?? (await window.load(byte, bytes));
  return isSealed(frame, place.id) ? frame : undefined;
}
