import { z } from 'zod';
import { parseBytes } from '../units.ts';

/** How stored values are compressed, as whoever reads them has to know. */
export const compressionSchema = z.enum(['none', 'zstd', 'zstd-dictionary']);
export type ValueCompression = z.infer<typeof compressionSchema>;

/** Of a dictionary. Zstd makes none that is shorter; training one holds its samples several times over. */
export const DICTIONARY_BYTES_MIN = 256;
export const DICTIONARY_BYTES_MAX = 2 ** 20;

/** Levels that are taken where nothing is said. */
export const COMPRESSION_LEVEL = 3;
/** Higher ones find more in a dictionary, and hardly more without one: tweets get a tenth shorter from 3 to 5, in 20 µs for 8. */
export const COMPRESSION_LEVEL_WITH_DICTIONARY = 5;
export const COMPRESSION_LEVEL_MAX = 19;

const LEVEL = '(?:[1-9]|1[0-9])';
const SETTING = new RegExp(
  `^(?:none|(zstd)(?::(${LEVEL}))?|(zstd-dictionary)(?::(${LEVEL})(?::(\\d+(?:B|KiB|MiB)?))?)?)$`,
);

/** How values are to be compressed: a codec, a level from 1 to 19, and how long a dictionary may be. */
export interface CompressionSetting {
  readonly codec: ValueCompression;
  readonly level?: number;
  readonly dictionaryBytes?: number;
}

/** Reads `none`, `zstd`, `zstd:9`, `zstd-dictionary:5:256KiB`; undefined when it is none of these. */
export function parseCompression(text: string): CompressionSetting | undefined {
  const match = SETTING.exec(text);
  if (!match) return undefined;
  const [, plain, plainLevel, trained, trainedLevel, size] = match;
  const level = plainLevel ?? trainedLevel;
  const dictionaryBytes = size === undefined ? undefined : parseBytes(size);
  if (size !== undefined && !isDictionarySize(dictionaryBytes)) return undefined;
  return {
    codec: compressionSchema.parse(trained ?? plain ?? 'none'),
    ...(level === undefined ? {} : { level: Number(level) }),
    ...(dictionaryBytes === undefined ? {} : { dictionaryBytes }),
  };
}

/** As `parseCompression` reads it. */
export function formatCompression({ codec, level, dictionaryBytes }: CompressionSetting): string {
  const size =
    dictionaryBytes === undefined || dictionaryBytes % 1024 > 0
      ? dictionaryBytes
      : `${dictionaryBytes / 1024}KiB`;
  return [codec, level, size].filter((part) => part !== undefined).join(':');
}

export const COMPRESSION_HELP =
  'none, zstd, zstd:LEVEL, zstd-dictionary, zstd-dictionary:LEVEL or zstd-dictionary:LEVEL:SIZE, with a level from 1 to 19 and a size as 256KiB, 1 MiB at most';

export const compressionSettingSchema = z
  .string()
  .regex(SETTING, `it is ${COMPRESSION_HELP}`)
  .refine((text) => parseCompression(text) !== undefined, `it is ${COMPRESSION_HELP}`);

/** Of a version that is published. */
export const nextCompressionSchema = compressionSettingSchema
  .optional()
  .describe(`${COMPRESSION_HELP}; as the version before, or none`);

function isDictionarySize(bytes: number | undefined): boolean {
  return bytes !== undefined && bytes >= DICTIONARY_BYTES_MIN && bytes <= DICTIONARY_BYTES_MAX;
}
