import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAMS, WORKSPACE } from './workspace.ts';

/** The help of every program and of each of its commands. */
export function commandLines(): string {
  const sections = PROGRAMS.map(({ call, file }) => section(call, file, []));
  return `# Command lines\n\nEvery command exits with 0 when it is done, 1 when it failed, 2 when it was used wrongly. stdout is data, stderr is talk.\n\n${sections.join('\n')}`;
}

/** What a program of the workspace prints. */
export function printed(file: string, ...words: string[]): string {
  return execFileSync(process.execPath, [join(WORKSPACE, file), ...words], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' },
  });
}

function section(call: string, file: string, command: readonly string[]): string {
  const help = printed(file, ...command, '--help');
  const title = [call, ...command].join(' ');
  const own = `${'#'.repeat(2 + command.length)} \`${title}\`\n\n\`\`\`\n${help.trim()}\n\`\`\`\n`;
  return [own, ...commandsIn(help).map((name) => section(call, file, [...command, name]))].join('\n');
}

/** The commands that a help text lists, but for `help` itself. */
function commandsIn(help: string): string[] {
  const list = /\nCommands:\n((?: {2}.*\n?)+)/.exec(help)?.[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z][a-z0-9-]*)/gm)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'help');
}
