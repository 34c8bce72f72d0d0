import { formatCount, formatDuration } from '@oremill/types';
import { failureOf } from '../../api/failure.ts';
import { Copy } from '../../components/copy.tsx';
import { Failure } from '../../components/failure.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { useSlow } from '../../components/use-slow.ts';
import { toTsv } from '../../format/tsv.ts';
import { findErrorPlace } from './error-place.ts';
import { ResultGrid } from './result-grid.tsx';
import { splitStatements } from './statements.ts';
import type { ShownResult, Statement } from './use-statement.ts';

/** The rows of the newest result, and above them what happened since: an error, a cancel, another text. */
export function QueryResult({ statement, text }: { statement: Statement; text: string }) {
  const { shown, error, failedSql, isRunning, wasCancelled } = statement;
  const isSlow = useSlow(isRunning);
  return (
    <section className="panel" aria-label="Result">
      {isSlow ? (
        <div style={{ padding: 16 }}>
          <ProgressBar share={undefined} label="The statement runs" />
        </div>
      ) : null}
      {wasCancelled ? <p className="panel-body dim">Cancelled. The server stopped the statement.</p> : null}
      {error ? (
        <div className="stack-tight" style={{ padding: 16 }}>
          <Failure error={error} />
          {failedSql === undefined ? null : (
            <Place sql={failedSql} hint={failureOf(error).reply.hint ?? ''} />
          )}
        </div>
      ) : null}
      {shown ? (
        <Rows shown={shown} isOld={isFromOtherText(shown, text) || Boolean(error) || isRunning} />
      ) : null}
    </section>
  );
}

/** The part of the statement that the server stumbled over. */
function Place({ sql, hint }: { sql: string; hint: string }) {
  const place = findErrorPlace(sql, hint);
  if (!place) return null;
  return (
    <pre className="error-place">
      <span className="dim">line {place.line}: </span>
      {place.before}
      <mark>{place.at || ' '}</mark>
      {place.after}
    </pre>
  );
}

function Rows({ shown, isOld }: { shown: ShownResult; isOld: boolean }) {
  const { reply, limit } = shown;
  const count = formatCount(reply.rows.length);
  return (
    <>
      {isOld ? (
        <p className="result-old small">
          <span aria-hidden="true">△</span> From the previous text: <code>{shorten(shown.sql)}</code>
        </p>
      ) : null}
      <div className="row spread result-bar">
        <span role="status">
          <strong>
            {reply.isTruncated
              ? `the first ${count} rows`
              : `${count} ${reply.rows.length === 1 ? 'row' : 'rows'}`}
          </strong>{' '}
          <span className="dim">
            · {formatDuration(reply.elapsedMs)} ·{' '}
            {reply.isTruncated ? `there are more than the limit of ${formatCount(limit)}` : 'complete'} ·
            read-only
          </span>
        </span>
        <Copy
          text={() =>
            toTsv(
              reply.columns.map(({ name }) => name),
              reply.rows,
            )
          }
          what="rows"
          label="Copy as TSV"
        />
      </div>
      {reply.columns.length === 0 ? (
        <p className="panel-body dim">The statement returned no columns.</p>
      ) : (
        <ResultGrid reply={reply} />
      )}
    </>
  );
}

const SQL_LETTERS_MAX = 120;

function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ');
  return line.length > SQL_LETTERS_MAX ? `${line.slice(0, SQL_LETTERS_MAX)}…` : line;
}

/** Whether the text no longer holds the statement whose rows are shown. */
function isFromOtherText(shown: ShownResult, text: string): boolean {
  return (
    !text.includes(shown.sql) &&
    !splitStatements(text).some(({ from, to }) => text.slice(from, to) === shown.sql)
  );
}
