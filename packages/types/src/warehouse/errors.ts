import { errorFamily } from '../errors.ts';

export const warehouseErrors = {
  /** No table is defined under this name. */
  TABLE_MISSING: { status: 404 },
  /** The folder has no manifest, or one that cannot be read. */
  MANIFEST_INVALID: { status: 400 },
  /** The manifest's columns are not the table's. */
  COLUMNS_MISMATCH: { status: 409 },
  /** The table exists with another shape than its definition. */
  TABLE_MISMATCH: { status: 409 },
  /** A part is not the one that the manifest describes: bytes, checksum or rows differ. */
  PART_MISMATCH: { status: 409 },
  PART_UNREADABLE: { status: 400 },
  /** The server refused a value; the message has part and line. */
  ROW_REFUSED: { status: 422 },
  /** Too many queries run and wait already. */
  QUERY_LIMIT: { status: 429 },
  QUERY_INVALID: { status: 400 },
  QUERY_FORBIDDEN: { status: 403 },
  QUERY_TIMEOUT: { status: 408 },
  QUERY_TOO_LARGE: { status: 413 },
  DATABASE_UNREACHABLE: { status: 503 },
  DISK_FULL: { status: 507 },
} as const;

export const warehouseError = errorFamily(warehouseErrors);
