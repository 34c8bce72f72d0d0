import { api, read } from '../../../api/client.ts';
import type { RecordRules, SampleSource } from '../../../api/cost.ts';
import type { SourceKind } from '../search.ts';

const TABBED: RecordRules = { format: 'tsv' };
const JSON_LINES: RecordRules = { format: 'json-lines' };

/** By its name: what is no `.tsv` is taken for a JSON object a line. */
export function rulesForFile(name: string): RecordRules {
  return /\.tsv(\.\w+)?$/i.test(name) ? TABBED : JSON_LINES;
}

/** How what the platform has is written: it knows the columns of an output, and what a dataset's values look like. */
export async function rulesForSource(kind: SourceKind, name: string): Promise<RecordRules> {
  if (kind === 'file') return rulesForFile(name);
  if (kind === 'table') return JSON_LINES;
  if (kind === 'execution') {
    const { manifest } = await read(
      api.GET('/mapreduce/executions/{id}', { params: { path: { id: name } } }),
    );
    const columns = manifest?.columns.map((column) => column.name).join(',');
    return columns ? { ...TABBED, columns } : TABBED;
  }
  const query = { prefix: '', limit: 1, valueBytesMax: 1 };
  const page = await read(api.GET('/kv/datasets/{name}/keys', { params: { path: { name }, query } }));
  return page.items[0]?.value === '{' ? JSON_LINES : TABBED;
}

/** With the field whose words are counted, where one is named. */
export function withText(rules: RecordRules, text: string): RecordRules {
  return text.trim() === '' ? rules : { ...rules, text: text.trim() };
}

export function toSource(kind: SourceKind, name: string): SampleSource {
  if (kind === 'file') return { kind, path: name };
  if (kind === 'execution') return { kind, id: name };
  return { kind, name };
}
