import { AppError, type ErrorReply, toErrorReply } from '@oremill/types';
import { CommanderError } from 'commander';
import { printJson } from './print.ts';

/** As much of a commander program as running it needs; generic programs of any type fit. */
export interface Program {
  readonly commands: readonly Pick<Program, 'exitOverride' | 'commands'>[];
  exitOverride(): unknown;
  parseAsync(argv: readonly string[]): Promise<unknown>;
}

const EXIT_FAILED = 1;
const EXIT_USED_WRONGLY = 2;

export interface RunCliOptions {
  readonly argv?: readonly string[];
  /** Codes of errors that say the command line was wrong, where commander could not know. */
  readonly wrongUsage?: ReadonlySet<string>;
}

/**
 * Runs a command line: stdout is data, stderr is talk; exit 0 done, 1 failed, 2 used wrongly. With `--json` an
 * error is the API's error shape on stdout, so that a pipe gets either a reply or an error, both JSON.
 */
export async function runCli(program: Program, options: RunCliOptions = {}): Promise<void> {
  const { argv = process.argv, wrongUsage = new Set<string>() } = options;
  endQuietlyOnClosedPipe();
  throwInsteadOfExit(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    const isWrongUsage = error instanceof AppError && wrongUsage.has(error.code);
    const code = report(error, argv.includes('--json'));
    process.exitCode = isWrongUsage ? EXIT_USED_WRONGLY : code;
  }
}

/** Commander ends the process with 1 on wrong usage; a command made before its parent is told does so as well. */
function throwInsteadOfExit(program: Pick<Program, 'exitOverride' | 'commands'>): void {
  program.exitOverride();
  for (const command of program.commands) throwInsteadOfExit(command);
}

function report(error: unknown, isJson: boolean): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // Commander has told it on stderr already.
    if (isJson) printJson({ error: commandError(error) });
    return EXIT_USED_WRONGLY;
  }
  const reply = toErrorReply(error);
  if (isJson) {
    printJson({ error: reply });
  } else if (error instanceof AppError) {
    process.stderr.write(
      `error: ${reply.message}\n${reply.hint === undefined ? '' : `hint:  ${reply.hint}\n`}`,
    );
  }
  // Not an AppError: a defect of ours, so the stack is what helps.
  if (!(error instanceof AppError))
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return EXIT_FAILED;
}

function commandError({ message }: CommanderError): ErrorReply {
  return {
    code: 'COMMAND_INVALID',
    message: message.replace(/^error: /, '').replaceAll('\n', ' '),
    hint: 'See --help.',
  };
}

/** `… | head` closes the pipe early: that is a success of the reader, not an error of ours. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}
