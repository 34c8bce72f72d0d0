import type { Command } from '@commander-js/extra-typings';
import { print, printJson } from '@oremill/runtime/cli';
import { formatCount, formatDuration } from '@oremill/types';
import { addSourceOptions } from './source-options.ts';
import { type ServerFlags, withServer } from './with-server.ts';

/** Sets many entries of a live dataset. */
export function addLoadCommand(program: Command, flags: () => ServerFlags): void {
  addSourceOptions(
    program
      .command('load')
      .description('set all pairs of some sources in a live dataset; entries with other keys stay')
      .argument('<dataset>')
      .argument('<sources...>', 'TSV files, output folder of a job, globs, s3://…, - for stdin')
      .option('--json', 'print what was loaded as JSON'),
  ).action(async (dataset, sources, { badLines, duplicates, json, workers }) => {
    const [{ drawBuild }, { setAll }] = await Promise.all([
      import('./draw-build.ts'),
      import('./set-all.ts'),
    ]);
    const drawing = drawBuild();
    const startedMs = performance.now();
    const options = { sources, duplicates, badLinesMax: badLines, workers };
    const report = await withServer(flags(), async ({ call, connection }) => {
      await call('SELECT', dataset);
      return setAll(options, connection, drawing.update);
    }).finally(drawing.end);
    const elapsedMs = performance.now() - startedMs;
    const { pairs, badLines: leftOut } = report;
    const loaded = { entries: pairs, duplicates: report.duplicates, badLines: leftOut, elapsedMs };
    if (json) printJson(loaded);
    else print(`${dataset}: ${formatCount(pairs)} entries set in ${formatDuration(elapsedMs)}`);
  });
}
