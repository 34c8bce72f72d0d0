import {
  COMPRESSION_HELP,
  type CompressionSetting,
  kvError,
  parseCompression,
  type ValueCompression,
} from '@oremill/types';

/** Throws CONFIG_INVALID. */
export function readCompression(text: string): CompressionSetting {
  const setting = parseCompression(text);
  if (setting) return setting;
  throw kvError('CONFIG_INVALID', `${JSON.stringify(text)} is no compression`, {
    hint: `It is ${COMPRESSION_HELP}.`,
  });
}

/** What a dataset remembers for its next version: what was asked for, unless the image was made in another way. */
export function rememberedCompression(asked: string | undefined, found: ValueCompression): string {
  return asked !== undefined && readCompression(asked).codec === found ? asked : found;
}
