/**
 * One row of an error table: which HTTP status it becomes, and whether the caller (`input`), the state of
 * things (`state`) or the world (`world`) is at fault. Codes are stable: clients match on them.
 */
export interface ErrorDefinition {
  readonly status: number;
}

export interface AppErrorOptions {
  /** The next step for the person who reads the message. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Overrides the status of the code's table; only transports read it. */
  readonly status?: number;
}

/**
 * The caller, the input or the world is at fault, never us (that is an `assert`). The message names the thing
 * ("bookmarks.jsonl", "line 812"), the hint says what to do next. Never put a secret in either.
 */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly status: number;

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.status = options.status ?? 500;
  }
}

/**
 * Turns a table of codes into a constructor that accepts no other: `const inputError = errorFamily(table)`,
 * then `throw inputError('INPUT_MISSING', 'no file matches logs/*.gz', { hint: '…' })`.
 */
export function errorFamily<Table extends Record<string, ErrorDefinition>>(table: Table) {
  return (code: keyof Table & string, message: string, options: AppErrorOptions = {}): AppError => {
    const definition: ErrorDefinition | undefined = table[code];
    return new AppError(code, message, { status: definition?.status ?? 500, ...options });
  };
}
