import { type Cell, formatBytes, type QueryReply } from '@oremill/types';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import '../../components/data-table.css';
import { Dialog } from '../../components/dialog.tsx';
import { WholeText } from '../../components/whole-text.tsx';
import { isNumericType, measureColumns } from './grid-columns.ts';

const ROW_PX = 30;
const VIRTUAL_ROWS_MIN = 200;
const CELL_LETTERS_MAX = 200;

/** The rows of a result. Above 200 only those in view are drawn; each keeps its number for who cannot see it. */
export function ResultGrid({ reply }: { reply: QueryReply }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<string>();
  const isVirtual = reply.rows.length > VIRTUAL_ROWS_MIN;
  const virtualizer = useVirtualizer({
    count: reply.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    enabled: isVirtual,
  });
  const drawn = isVirtual ? virtualizer.getVirtualItems() : [];
  const first = drawn[0]?.index ?? 0;
  const last = isVirtual ? (drawn.at(-1)?.index ?? -1) + 1 : reply.rows.length;
  const widths = measureColumns(reply);

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of rows to scroll through, not of form fields */}
      <div
        ref={scroller}
        className="table-scroll result-scroll"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by keyboard
        tabIndex={0}
        aria-label="Result rows"
      >
        <table
          className="table"
          data-fixed
          aria-rowcount={reply.rows.length + 1}
          style={{ '--row-height': `${ROW_PX}px` } as React.CSSProperties}
        >
          <colgroup>
            {widths.map((letters, index) => (
              <col
                // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                key={index}
                style={{ width: `calc(${letters}ch + 28px)` }}
              />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {reply.columns.map(({ name, type }, index) => (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                  key={index}
                  scope="col"
                  data-align={isNumericType(type) ? 'end' : undefined}
                  title={name}
                >
                  <bdi>{name}</bdi> <span className="result-type">{type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer heightPx={first * ROW_PX} />
            {reply.rows.slice(first, last).map((row, offset) => (
              <tr
                // biome-ignore lint/suspicious/noArrayIndexKey: a row of a result has no other name than its place
                key={first + offset}
                aria-rowindex={first + offset + 2}
                style={{ height: ROW_PX }}
              >
                {row.map((cell, index) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
                    key={index}
                    data-align={isNumericType(reply.columns[index]?.type ?? '') ? 'end' : undefined}
                  >
                    <CellText cell={cell} onOpen={setOpened} />
                  </td>
                ))}
              </tr>
            ))}
            <Spacer heightPx={(reply.rows.length - last) * ROW_PX} />
          </tbody>
        </table>
      </div>
      {opened === undefined ? null : (
        <Dialog title="Cell" size="xl" onClose={() => setOpened(undefined)}>
          <WholeText text={opened} what="cell" />
        </Dialog>
      )}
    </>
  );
}

function Spacer({ heightPx }: { heightPx: number }) {
  return heightPx <= 0 ? null : (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr aria-hidden="true">
      <td style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  );
}

/** NULL is a word of its own; an empty text is marked as such, so that the two differ. */
function CellText({ cell, onOpen }: { cell: Cell; onOpen: (text: string) => void }) {
  if (cell === null) return <span className="result-null">NULL</span>;
  const text = String(cell);
  if (text === '') {
    return (
      <span className="dim">
        <span aria-hidden="true">''</span>
        <span className="unseen">empty text</span>
      </span>
    );
  }
  if (text.length <= CELL_LETTERS_MAX) return <bdi title={text}>{text}</bdi>;
  return (
    <>
      <button type="button" className="result-cut" onClick={() => onOpen(text)}>
        show {formatBytes(new Blob([text]).size)}
      </button>{' '}
      <bdi>{text.slice(0, CELL_LETTERS_MAX)}…</bdi>
    </>
  );
}
