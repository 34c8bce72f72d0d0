import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import './data-table.css';
import { readPreferences } from '../frame/preferences.ts';

export interface TableColumn<Row> {
  readonly name: string;
  readonly header: ReactNode;
  readonly align?: 'end';
  /** Keeps the cell in one line. */
  readonly isTight?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** Rows that fit on a page of the API. j and k, or the arrows, move between the rows' links; Enter follows one. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
}: {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}) {
  const body = useRef<HTMLTableSectionElement>(null);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of rows to scroll through, not of form fields
    <div
      className="table-scroll"
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
      tabIndex={0}
      onKeyDown={(event) => moveRow(event, body.current)}
    >
      <table className="table">
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-align={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.name} data-align={column.align} data-tight={column.isTight}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

function moveRow(event: KeyboardEvent, body: HTMLElement | null): void {
  const step = STEPS[event.key];
  if (step === undefined || !body || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.key.length === 1 && !readPreferences().hasLetterKeys) return;
  // The first link of each row is the thing that the row is about.
  const links = [...body.children].flatMap((row) => row.querySelector<HTMLElement>('a') ?? []);
  if (links.length === 0) return;
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next =
    at === -1 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  event.preventDefault();
  links[next]?.focus();
}
