import { COMMAND_USAGE } from './command-usage.ts';

export interface CommandDoc {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
}

/** Reads the reply of `COMMAND DOCS`: names with their descriptions, by name. */
export function readDocs(reply: unknown): CommandDoc[] {
  const told = Object.entries(fieldsOf(reply)).map(([name, doc]) => {
    const { summary } = fieldsOf(doc);
    return {
      name: name.toUpperCase(),
      usage: COMMAND_USAGE[name.toUpperCase()] ?? '',
      summary: typeof summary === 'string' ? summary : '',
    };
  });
  const docs =
    told.length > 0
      ? told
      : Object.entries(COMMAND_USAGE).map(([name, usage]) => ({ name, usage, summary: '' }));
  return docs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Commands whose names begin with what stands there, while it is still the first word; none once one is whole. */
export function completeCommand(docs: readonly CommandDoc[], text: string, countMax: number): CommandDoc[] {
  if (text === '' || /\s/.test(text)) return [];
  const letters = text.toUpperCase();
  const found = docs.filter(({ name }) => name.startsWith(letters));
  return found.length === 1 && found[0]?.name === letters ? [] : found.slice(0, countMax);
}

/** A map: as one, or as RESP2 has it, a list of names and values in turn. */
function fieldsOf(reply: unknown): Record<string, unknown> {
  if (typeof reply !== 'object' || reply === null || 'error' in reply) return {};
  if (!Array.isArray(reply)) return reply as Record<string, unknown>;
  const names = reply.filter((_item, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [String(name), reply[2 * index + 1]]));
}
