import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import { deployerError, type FileSize } from '@oremill/types';
import { countLines } from '../measure/count-lines.ts';

const LIST_BYTES_MAX = 256 * 1024 * 1024;

export const sizeCommand = new Command('size')
  .description('count the lines of code of a repository, by language')
  .argument('[folder]', 'of files that git knows', '.')
  .option('--json', 'print each file as JSON')
  .action(async (folder, { json }) => {
    const report = await countLines(folder, await trackedFiles(folder));
    if (json) return printJson(report);
    print(drawSizes(report.files));
  });

async function trackedFiles(folder: string): Promise<string[]> {
  try {
    const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], {
      cwd: folder,
      maxBuffer: LIST_BYTES_MAX,
    });
    return stdout.split('\0').filter((name) => name !== '');
  } catch (cause) {
    throw deployerError('REPORT_MISSING', `git does not list the files of ${folder}`, {
      hint: 'It has to be in a repository, and git to be installed.',
      cause,
    });
  }
}

function drawSizes(files: readonly FileSize[]): string {
  const languages = Object.entries(Object.groupBy(files, ({ language }) => language)).map(
    ([name, own = []]) => ({
      name,
      files: own.length,
      code: own.reduce((sum, { code }) => sum + code, 0),
      comment: own.reduce((sum, { comment }) => sum + comment, 0),
    }),
  );
  const rows = languages
    .sort((one, other) => other.code - one.code)
    .map(({ name, files: count, code, comment }) => [
      name,
      ...[count, code, comment].map((value) => value.toLocaleString('en-US')),
    ]);
  return drawTable(['language', 'files', 'code', 'comments'], rows);
}
