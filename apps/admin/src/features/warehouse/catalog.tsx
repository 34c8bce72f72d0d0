import type { Table } from '@oremill/types';
import { type Answer, Async } from '../../components/async.tsx';
import { Count } from '../../components/quantity.tsx';

/** The tables with their columns; choosing a name writes it at the cursor. */
export function Catalog({ answer, onInsert }: { answer: Answer<Table[]>; onInsert: (name: string) => void }) {
  return (
    <section className="panel catalog" aria-label="Tables">
      <div className="panel-head">
        <h2>Tables</h2>
      </div>
      <Async answer={answer} lines={6}>
        {(tables) =>
          tables.length === 0 ? (
            <p className="dim panel-body">The warehouse has no table yet. Load the output of a job first.</p>
          ) : (
            <div className="catalog-list">
              {tables.map((table, index) => (
                <details key={table.name} open={index === 0}>
                  <summary>
                    <span className="mono">{table.name}</span>{' '}
                    <span className="dim small">
                      <Count value={table.rows} /> rows
                    </span>
                  </summary>
                  <ul>
                    {table.columns.map(({ name, type }) => (
                      <li key={name}>
                        <button
                          type="button"
                          onClick={() => onInsert(name)}
                          title={`Write ${name} at the cursor`}
                        >
                          <span className="mono">{name}</span> <span className="dim small">{type}</span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </details>
              ))}
            </div>
          )
        }
      </Async>
    </section>
  );
}
