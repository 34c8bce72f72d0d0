import { type AppError, kvError } from '@oremill/types';

export function valueTooLarge(dataset: string, bytes: number, bytesMax: number): AppError {
  return kvError('VALUE_TOO_LARGE', `a value of ${bytes} bytes is too large for ${dataset}`, {
    hint: `Values have at most ${bytesMax} bytes.`,
  });
}

export function keepsNoOrder(dataset: string): AppError {
  return kvError('NOT_ORDERED', `${dataset} keeps its keys in no order`, {
    hint: 'Scan all of it, or publish its entries, which can be kept in order.',
  });
}
