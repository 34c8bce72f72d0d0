import { errorFamily } from '../errors.ts';

export const platformErrors = {
  UNAUTHENTICATED: { status: 401 },
  ORIGIN_REFUSED: { status: 403 },
  HOST_REFUSED: { status: 421 },
  REQUEST_INVALID: { status: 400 },
  NOT_FOUND: { status: 404 },
  /** Whoever asked has hung up: nobody reads this but the log. */
  CLIENT_GONE: { status: 499 },
  /** Another process holds the port. */
  PORT_OCCUPIED: { status: 500 },
  /** Another Oremill uses this data directory. */
  DATA_IN_USE: { status: 500 },
  DATA_UNUSABLE: { status: 500 },
  CONFIG_INVALID: { status: 500 },
  /** No Postgres answers. */
  DATABASE_UNREACHABLE: { status: 503 },
  /** One answers, and will not do: sign-in, rights, or it does not start. */
  DATABASE_UNUSABLE: { status: 503 },
  OBJECT_MISSING: { status: 404 },
  OBJECT_UNREADABLE: { status: 400 },
  OBJECT_UNWRITABLE: { status: 400 },
  OBJECT_RANGE: { status: 416 },
  /** Another content stands where that one was, which was asked for. */
  OBJECT_CHANGED: { status: 409 },
  /** Something is where nothing was to be replaced. */
  OBJECT_EXISTS: { status: 409 },
  URI_INVALID: { status: 400 },
  DISK_FULL: { status: 507 },
} as const;

export const platformError = errorFamily(platformErrors);
