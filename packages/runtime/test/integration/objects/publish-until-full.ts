/** Publishes more than the disk of a folder holds, and prints the error's code and what is left there. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@oremill/types';
import { createObjects } from '../../../src/objects/index.ts';

const folder = process.argv[2] ?? '';
const chunks = Array.from({ length: 64 }, () => Buffer.alloc(64 * 1024));
const error: unknown = await createObjects()
  .publish(join(folder, 'new/big'), Readable.from(chunks))
  .catch((reason: unknown) => reason);
const code = error instanceof AppError ? error.code : String(error);
process.stdout.write(JSON.stringify([code, readdirSync(folder)]));
