import { environmentSchema } from '@oremill/api';
import { z } from 'zod';

/** A table of the environment variables that the platform reads, from their schema. */
export function configuration(): string {
  const schema = z.toJSONSchema(environmentSchema, { io: 'input' });
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description = '', default: standard } = property as { description?: string; default?: unknown };
    const value =
      standard === undefined || standard === ''
        ? ''
        : `\`${typeof standard === 'string' ? standard : JSON.stringify(standard)}\``;
    return `| \`${name}\` | ${description} | ${value} |`;
  });
  return [
    '# Configuration',
    '',
    'The platform and the command lines are configured by the environment. An empty variable counts as not set.',
    '',
    '| variable | what it is | default |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
