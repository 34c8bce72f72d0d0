import {
  costErrors,
  deployerErrors,
  kvErrors,
  mapreduceErrors,
  platformErrors,
  warehouseErrors,
} from '@oremill/types';

const TABLES = {
  Platform: platformErrors,
  MapReduce: mapreduceErrors,
  Warehouse: warehouseErrors,
  'Key-value store': kvErrors,
  'Cost model': costErrors,
  Deployer: deployerErrors,
};

/** The stable codes, by the part that they come from. */
export function errors(): string {
  const sections = Object.entries(TABLES).map(([title, table]) => {
    const rows = Object.entries(table).map(([code, { status }]) => `| \`${code}\` | ${status} |`);
    return [`## ${title}`, '', '| code | HTTP status |', '| --- | --- |', ...rows.sort(), ''].join('\n');
  });
  return [
    '# Errors',
    '',
    'Programs match on the code: it does not change. The message names the thing, the hint says what to do next.',
    'A command line prints both and exits with 1. `INTERNAL` (500) is a defect of ours: the log has its stack.',
    '',
    ...sections,
  ].join('\n');
}
