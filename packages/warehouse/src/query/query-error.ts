import { AppError, warehouseError } from '@oremill/types';
import { DatabaseError } from 'pg';

/** What ended a query from our side. */
export type Cut = 'timeout' | 'too large' | 'copy';

export interface QueryContext {
  readonly sql: string;
  readonly timeMsMax: number;
  readonly replyBytesMax: number;
  readonly cut: Cut | undefined;
}

/** It shares its code with values that are too large. */
const NUL_CHARACTER = /null character/;

/** Says what was wrong with a query in words for the person who wrote it. */
export function explainQuery(error: unknown, context: QueryContext): AppError {
  if (error instanceof AppError) return error;
  if (context.cut) return explainCut(context.cut, context);
  if (!(error instanceof DatabaseError)) {
    return warehouseError('DATABASE_UNREACHABLE', 'the database ended the connection', {
      hint: 'Try again; the log of the server says why.',
      cause: error,
    });
  }
  const code = error.code ?? '';
  // insufficient_privilege, read_only_sql_transaction, no_active_sql_transaction and its kin.
  if (/^(42501|25)/.test(code)) {
    return warehouseError('QUERY_FORBIDDEN', error.message, {
      hint: 'Queries read the tables of the warehouse, and nothing else.',
      cause: error,
    });
  }
  if (code === '57014') return explainCut('timeout', context);
  // configuration_limit_exceeded (temporary files), out_of_memory, program_limit_exceeded (a value of 1 GB).
  if (/^(53200|53400|54000)/.test(code) && !NUL_CHARACTER.test(error.message)) {
    return explainCut('too large', context, error);
  }
  // protocol_violation: the statement has `$1`, or is several. It is the statement's fault, not the connection's.
  if (/^(08(?!P01)|28|53|57|58)/.test(code)) {
    return warehouseError('DATABASE_UNREACHABLE', `the database cannot answer now: ${error.message}`, {
      hint: 'Try again.',
      cause: error,
    });
  }
  const hint = [describePosition(error, context.sql), error.detail, error.hint ?? ownHint(code)]
    .filter(Boolean)
    .join(' ');
  return warehouseError('QUERY_INVALID', error.message, { ...(hint ? { hint } : {}), cause: error });
}

function ownHint(code: string): string | undefined {
  return code === '08P01' ? 'Write values into the statement: it takes no parameters.' : undefined;
}

function explainCut(cut: Cut, context: QueryContext, cause?: unknown): AppError {
  switch (cut) {
    case 'timeout':
      return warehouseError('QUERY_TIMEOUT', `the query took longer than ${context.timeMsMax / 1000} s`, {
        hint: 'Let it read fewer rows, or aggregate them.',
        cause,
      });
    case 'too large':
      return warehouseError(
        'QUERY_TOO_LARGE',
        `the answer is larger than ${Math.round(context.replyBytesMax / 2 ** 20)} MiB, or needs more space than queries have`,
        { hint: 'Select fewer columns or rows, or aggregate them.', cause },
      );
    case 'copy':
      return warehouseError('QUERY_FORBIDDEN', 'COPY is not a query', {
        hint: 'Select the rows; to load some, use `warehouse load`.',
        cause,
      });
  }
}

/** The server counts characters from 1, in the whole statement. */
function describePosition(error: DatabaseError, sql: string): string | undefined {
  const position = Number(error.position);
  if (!Number.isInteger(position) || position < 1) return undefined;
  const before = Array.from(sql)
    .slice(0, position - 1)
    .join('');
  const line = before.split('\n').length;
  const column = Array.from(before.split('\n').at(-1) ?? '').length + 1;
  return `At line ${line}, column ${column}.`;
}
