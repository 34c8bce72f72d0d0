import { deployerError, type ErrorReply, toErrorReply } from '@oremill/types';
import type { CommandEnd } from './run-command.ts';

const NOT_FOUND = 127;

/** Why a step has not passed, for people; nothing where it has. */
export function whyFailed(name: string, end: CommandEnd, timeout: string): ErrorReply | undefined {
  const error = (message: string, hint?: string) =>
    toErrorReply(deployerError('STEP_FAILED', `${name} ${message}`, hint === undefined ? {} : { hint }));
  if (end.by === 'cancel') return error('was cancelled');
  if (end.by === 'timeout') {
    return error(`was ended, since it took more than ${timeout}`, 'Its `timeout` says how long it may take.');
  }
  if (end.failure !== undefined) return error(`cannot be started: ${end.failure.message}`);
  if (end.signal !== undefined)
    return error(`was ended by ${end.signal}`, 'It was not this engine that sent it.');
  if (end.exitCode === 0) return undefined;
  return error(
    `has ended with exit code ${end.exitCode}`,
    end.exitCode === NOT_FOUND
      ? 'A program that it calls is not on this machine, or not in PATH.'
      : undefined,
  );
}

/** For the log of a step. */
export function inWords({ hint, message }: ErrorReply): string {
  return hint === undefined ? message : `${message}\n${hint}`;
}
