import { Panel } from '../../components/panel.tsx';

const EXAMPLES = [
  { title: 'How many rows are there?', sql: 'select count(*) from bookmarks' },
  {
    title: 'When are bookmarks kept, and how long are their tags?',
    sql: 'select month, count(*), avg(avg_tag_len) from bookmarks group by month',
  },
  {
    title: 'Which have the most tags?',
    sql: 'select id, num_tags, avg_tag_len from bookmarks order by num_tags desc limit 20',
  },
] as const;

/** What to ask for a start; choosing one runs it. */
export function ExampleQueries({ onAsk }: { onAsk: (sql: string) => void }) {
  return (
    <Panel title="For a start">
      <div className="stack-tight panel-body">
        <p className="dim">
          Write a statement above, or run one of these. Statements only read; one runs at a time.
        </p>
        {EXAMPLES.map(({ title, sql }) => (
          <button key={sql} type="button" className="example" onClick={() => onAsk(sql)}>
            <span>{title}</span>
            <code className="dim">{sql}</code>
          </button>
        ))}
      </div>
    </Panel>
  );
}
