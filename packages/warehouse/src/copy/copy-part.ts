import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { joinUri, type Objects } from '@oremill/runtime/objects';
import { AppError, type Encoding, type Part, warehouseError } from '@oremill/types';
import { type ClientBase, DatabaseError } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { decodersOf, isDecoderError, type PartCompression } from './decompress-part.ts';
import { escapeRaw, holdsCarriageReturn } from './escape-raw.ts';

export interface CopyPartOptions {
  readonly objects: Objects;
  readonly source: string;
  readonly part: Part;
  readonly encoding: Encoding;
  readonly compression: PartCompression;
  /** `COPY … FROM STDIN` */
  readonly statement: string;
}

/**
 * Streams one part into the table and checks on the way that it is the part of the manifest. A part that turns
 * out to be another fails the transaction around it.
 */
export async function copyPart(client: ClientBase, options: CopyPartOptions): Promise<void> {
  const { part, encoding } = options;
  const stream = await openPart(options);
  const hash = createHash('sha256');
  const copy = client.query(copyFrom(options.statement));
  try {
    await pipeline([
      stream,
      async function* (stored: AsyncIterable<Buffer>) {
        for await (const chunk of stored) {
          hash.update(chunk);
          yield chunk;
        }
      },
      ...decodersOf(options.compression),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          if (encoding === 'tsv-escaped') {
            yield chunk;
          } else {
            if (holdsCarriageReturn(chunk)) throw carriageReturn(part);
            yield escapeRaw(chunk);
          }
        }
      },
      copy,
    ]);
  } catch (error) {
    throw await explain(error, options);
  }
  if (hash.digest('hex') !== part.sha256) throw mismatch(part, 'its sha256 is another');
  if (copy.rowCount !== part.rows) throw mismatch(part, `it has ${copy.rowCount} rows and not ${part.rows}`);
}

/** Its size is compared first: a link to something endless is not read at all. */
async function openPart({ objects, source, part }: CopyPartOptions): Promise<Readable> {
  const uri = joinUri(source, part.path);
  try {
    const { bytes } = await objects.stat(uri);
    if (bytes !== part.bytes) throw mismatch(part, `it has ${bytes} bytes and not ${part.bytes}`);
    return await objects.read(uri, { start: 0, end: part.bytes });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'PART_MISMATCH') throw error;
    throw unreadable(part, error.message, error);
  }
}

async function explain(error: unknown, options: CopyPartOptions): Promise<unknown> {
  const { part } = options;
  if (error instanceof AppError && error.code !== 'ROW_REFUSED') return error;
  if (isDecoderError(error)) {
    return (await isIntact(options))
      ? unreadable(part, `it is not ${options.compression} (${error.message})`, error)
      : mismatch(part, 'its sha256 is another');
  }
  const isRefusal = error instanceof DatabaseError && /^(2[23]|54)/.test(error.code ?? '');
  if (!isRefusal && !(error instanceof AppError)) {
    return isFileError(error) ? unreadable(part, error.message, error) : error;
  }
  // Only a part that is the manifest's is quoted: another may be any file, put there to have its lines shown.
  if (!(await isIntact(options))) return mismatch(part, 'its sha256 is another');
  return error instanceof DatabaseError ? refusal(part, error) : error;
}

async function isIntact(options: CopyPartOptions): Promise<boolean> {
  const hash = createHash('sha256');
  await pipeline(await openPart(options), hash);
  return hash.digest('hex') === options.part.sha256;
}

/** `where` is `COPY bookmarks, line 3, column num_tags: "abc"`. */
function refusal(part: Part, error: DatabaseError): AppError {
  const { line, column } =
    /, line (?<line>\d+)(, column (?<column>\w+))?/.exec(error.where ?? '')?.groups ?? {};
  const place = [part.path, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(', ');
  return warehouseError('ROW_REFUSED', `${place}: ${error.message}`, {
    hint: 'Nothing was loaded. Correct the job that writes this column, and run it again.',
    cause: error,
  });
}

function carriageReturn(part: Part): AppError {
  return warehouseError(
    'ROW_REFUSED',
    `${part.path}: a field holds a carriage return, which tsv-raw has not`,
    {
      hint: 'Nothing was loaded. Let the job drop it, or write tsv-escaped.',
    },
  );
}

function mismatch(part: Part, difference: string): AppError {
  return warehouseError(
    'PART_MISMATCH',
    `${part.path} is not the part that the manifest describes: ${difference}`,
    {
      hint: 'It was changed after the job wrote it. Run the job again.',
    },
  );
}

function unreadable(part: Part, reason: string, cause: unknown): AppError {
  return warehouseError('PART_UNREADABLE', `cannot read ${part.path}: ${reason}`, {
    hint: 'Check that the output folder is complete and readable.',
    cause,
  });
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && error.syscall === 'read';
}
