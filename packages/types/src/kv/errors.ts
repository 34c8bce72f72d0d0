import { errorFamily } from '../errors.ts';

export const kvErrors = {
  DATASET_MISSING: { status: 404 },
  DATASET_EXISTS: { status: 409 },
  /** The name cannot be one of a dataset. */
  DATASET_INVALID: { status: 400 },
  KEY_MISSING: { status: 404 },
  /** A published dataset is changed by publishing, not by writing. */
  READONLY: { status: 409 },
  /** The dataset is live, and what was asked is for published ones. */
  NOT_PUBLISHED: { status: 409 },
  /** The dataset is published, and what was asked is for live ones. */
  NOT_LIVE: { status: 409 },
  VERSION_MISSING: { status: 404 },
  /** Keys are not kept in order, which prefixes need. */
  NOT_ORDERED: { status: 409 },
  KEY_TOO_LARGE: { status: 413 },
  VALUE_TOO_LARGE: { status: 413 },
  /** The memory limit of the dataset is reached. */
  MEMORY_FULL: { status: 507 },
  /** The value changed since it was read, or is there although it must not be, or the other way round. */
  CONDITION_FAILED: { status: 412 },
  /** A compressed value whose bytes are not what was written. */
  VALUE_CORRUPT: { status: 500 },
  /** Not the bytes of a dictionary for compression. */
  DICTIONARY_INVALID: { status: 400 },
  /** Too few values, or too short ones, to train a dictionary on or to judge compression by. */
  SAMPLE_INSUFFICIENT: { status: 400 },
  VALUE_NOT_INTEGER: { status: 409 },
  /** A line or a part that cannot be loaded; the message names file and line. */
  SOURCE_INVALID: { status: 400 },
  SOURCE_MISSING: { status: 404 },
  SOURCE_UNREADABLE: { status: 400 },
  /** It has bytes in it that stand for the end of a field or of a line. */
  ENTRY_UNWRITABLE: { status: 409 },
  /** A key is there twice, and whoever loads said that none may be. */
  KEY_DUPLICATE: { status: 409 },
  /** Somebody asked for the end of a load. */
  LOAD_STOPPED: { status: 409 },
  /** A worker thread ended by itself. */
  WORKER_LOST: { status: 500 },
  /** A table image or a log whose bytes are not what was written; the message names file and byte. */
  IMAGE_CORRUPT: { status: 500 },
  LOG_CORRUPT: { status: 500 },
  /** A follower asks for a part of a log that is not there any more. */
  LOG_PASSED: { status: 409 },
  /** It follows another server itself, and does not know yet what that one has. */
  LEADER_UNREADY: { status: 503 },
  /** Under the leader's address is another store now: to follow it would remove what is here. */
  LEADER_REPLACED: { status: 409 },
  LOG_UNWRITABLE: { status: 507 },
  FILE_UNWRITABLE: { status: 507 },
  DISK_FULL: { status: 507 },
  /** Another process has this store open. */
  STORE_IN_USE: { status: 409 },
  /** Signed in, but this user may not do this to this dataset. */
  FORBIDDEN: { status: 403 },
  SERVER_UNREACHABLE: { status: 503 },
  /** The address is taken, or may not be listened on. */
  LISTEN_FAILED: { status: 500 },
  CLUSTER_INVALID: { status: 409 },
  CLUSTER_UNREACHABLE: { status: 503 },
  CONFIG_INVALID: { status: 400 },
} as const;

export const kvError = errorFamily(kvErrors);
