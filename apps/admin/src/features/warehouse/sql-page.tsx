import { Button, Kbd, Select, Tooltip } from '@mantine/core';
import { formatCount } from '@oremill/types';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { tablesQuery } from '../../api/warehouse.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { MODIFIER } from '../../frame/modifier.ts';
import { readStored, writeStored } from '../../frame/storage.ts';
import { Catalog } from './catalog.tsx';
import { ExampleQueries } from './example-queries.tsx';
import { QueryResult } from './query-result.tsx';
import { QUERY_LIMITS } from './search.ts';
import type { SqlEditorHandle } from './sql-editor.tsx';
import './sql-page.css';
import { useStatement } from './use-statement.ts';

const route = getRouteApi('/signed-in/warehouse/sql');
const DRAFT_KEY = 'oremill.sql.draft';
const URL_MS = 400;

const SqlEditor = lazy(() => import('./sql-editor.tsx').then(({ SqlEditor }) => ({ default: SqlEditor })));

/** What do the data say? One read-only statement at a time, and its rows. */
export function SqlPage() {
  const { q, limit } = route.useSearch();
  const { pathname } = route.useMatch();
  const router = useRouter();
  const navigate = route.useNavigate();
  const [text, setText] = useState(() => q ?? readDraft());
  const editor = useRef<SqlEditorHandle>(null);
  const tables = useQuery(tablesQuery);
  const statement = useStatement();

  // Kept in this browser at once, and in the URL a moment after the last letter.
  const written = useRef(q ?? '');
  useEffect(() => {
    writeStored(DRAFT_KEY, text);
    if (text === written.current) return;
    const timer = setTimeout(() => {
      // Whoever has followed a link whose page is still on its way must not be called back.
      if (router.latestLocation.pathname !== pathname) return;
      written.current = text;
      void navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true });
    }, URL_MS);
    return () => clearTimeout(timer);
  }, [text, navigate, router, pathname]);

  // Another link to this page (an example, a table) brings another text; our own echo of it does not.
  useEffect(() => {
    if (q === undefined || q === written.current) return;
    written.current = q;
    setText(q);
  }, [q]);

  const run = (sql: string) => {
    if (sql !== '') statement.run({ sql, limit });
  };
  const ask = (sql: string) => {
    setText(sql);
    run(sql);
  };

  return (
    <div className="stack">
      <PageHeader title="SQL" documentTitle="SQL" />
      <div className="sql">
        <Catalog answer={tables} onInsert={(name) => editor.current?.insert(name)} />
        <div className="stack">
          <section className="panel" aria-label="Statement">
            <Suspense fallback={<div className="sql-editor" aria-busy="true" />}>
              <SqlEditor
                ref={editor}
                value={text}
                tables={tables.data ?? []}
                onChange={setText}
                onRun={run}
              />
            </Suspense>
            <div className="row spread sql-bar">
              <div className="row">
                {statement.isRunning ? (
                  <Button
                    variant="default"
                    leftSection={<IconPlayerStop size={16} aria-hidden />}
                    onClick={statement.cancel}
                  >
                    Cancel
                  </Button>
                ) : (
                  <Button
                    leftSection={<IconPlayerPlay size={16} aria-hidden />}
                    onClick={() => run(editor.current?.statement() ?? text.trim())}
                  >
                    Run
                  </Button>
                )}
                <span className="dim small">
                  <Kbd size="xs">{MODIFIER}</Kbd> <Kbd size="xs">Enter</Kbd> runs the selection, else the
                  statement at the cursor
                </span>
              </div>
              <Tooltip label="Rows to return at most">
                <Select
                  aria-label="Row limit"
                  size="xs"
                  w={130}
                  data={QUERY_LIMITS.map((rows) => ({
                    value: String(rows),
                    label: `${formatCount(rows)} rows`,
                  }))}
                  value={String(limit)}
                  onChange={(rows) =>
                    void navigate({ search: (before) => ({ ...before, limit: Number(rows) }), replace: true })
                  }
                  allowDeselect={false}
                  comboboxProps={{ transitionProps: { duration: 0 } }}
                />
              </Tooltip>
            </div>
          </section>
          {statement.isFresh ? (
            <ExampleQueries onAsk={ask} />
          ) : (
            <QueryResult statement={statement} text={text} />
          )}
        </div>
      </div>
    </div>
  );
}

function readDraft(): string {
  const draft = readStored(DRAFT_KEY);
  return typeof draft === 'string' ? draft : '';
}
