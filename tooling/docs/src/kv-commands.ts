import { describeCommands } from '@oremill/kv';

const GROUPS = {
  string: 'Strings',
  generic: 'Keys',
  connection: 'Connection',
  server: 'Server',
  cluster: 'Cluster',
} as const;

/** What the key-value store can be asked over RESP, and what it cannot. */
export function kvCommands(): string {
  const { offered, refused } = describeCommands();
  const sections = Object.entries(GROUPS).map(([group, title]) => {
    const rows = offered
      .filter((command) => command.group === group)
      .map(({ name, access, summary }) => `| \`${name.toUpperCase()}\` | ${access} | ${cell(summary)} |`);
    return [
      `## ${title}`,
      '',
      '| command | right | what it does |',
      '| --- | --- | --- |',
      ...rows.sort(),
      '',
    ].join('\n');
  });
  const reasons = refused.map(
    ({ reason, names }) =>
      `| ${names.map((name) => `\`${name.toUpperCase()}\``).join(' ')} | ${cell(reason)} |`,
  );
  return [
    '# Commands of the key-value store',
    '',
    'RESP2 and RESP3, port 7421. `SELECT` chooses a dataset by its name; where there is one alone, it is chosen. A published dataset answers writes with `-READONLY`. Semantics and replies are those of Redis 7 where a command is one of its own. `COMMAND DOCS` tells the same.',
    '',
    ...sections,
    '## Not offered',
    '',
    'Each of these is refused with its reason; any other word is an unknown command.',
    '',
    '| commands | reason |',
    '| --- | --- |',
    ...reasons,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
