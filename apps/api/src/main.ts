#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { systemClock, systemRandom, whenToldToStop } from '@oremill/runtime';
import { print, runCli, say } from '@oremill/runtime/cli';
import { parseBytes } from '@oremill/types';
import { type Platform, startPlatform } from './compose.ts';
import { readConfig } from './config.ts';
import { openLog } from './log-file.ts';
import { openingAct } from './start/start.ts';
import { readVersion } from './version.ts';

const program = new Command()
  .name('oremill')
  .description(
    'Start the platform: on first start it runs the main job on a generated sample, then it serves.',
  )
  .version(readVersion())
  .option('--once', 'do the same and exit instead of serving')
  .option('--input <path>', 'run the main job on this file, folder or glob')
  .option('--no-sample', 'serve without running anything first')
  .addOption(
    new Option('--sample-bytes <size>', 'size of the generated sample')
      .argParser(readSize)
      .default(64 * 2 ** 20, '64MiB'),
  )
  .option('--port <number>', 'port to listen on, instead of OREMILL_PORT or 7420', readPort)
  .addHelpText('after', '\nIts configuration is in the environment: docs/reference/configuration.md.')
  .action(start);

interface Flags {
  readonly once?: true | undefined;
  readonly input?: string | undefined;
  readonly sample: boolean;
  readonly sampleBytes: number;
  readonly port?: string | undefined;
}

function readSize(text: string): number {
  const bytes = parseBytes(text);
  if (bytes === undefined) throw new InvalidArgumentError('It is no size such as 64MiB.');
  return bytes;
}

function readPort(text: string): string {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('It is no port.');
  return text;
}

async function start(flags: Flags): Promise<void> {
  const environment = flags.port === undefined ? process.env : { ...process.env, OREMILL_PORT: flags.port };
  const config = readConfig(environment, import.meta.dirname);
  const stopped = whenToldToStop();
  const { log, close: closeLog } = await openLog(config.logFile, config.logLevel);
  try {
    const platform = await startPlatform(config, { clock: systemClock, random: systemRandom, log });
    try {
      const opening = openingAct(platform, config, {
        input: flags.input,
        sampleBytes: flags.sampleBytes,
        isSampleWanted: flags.sample,
      });
      // Told to stop in the middle: closing stops the job, and its end is then expected.
      const isCut = await Promise.race([opening.then(() => false), stopped.then(() => true)]);
      if (isCut) {
        opening.catch((error: unknown) => log.info({ err: error }, 'cut off by the shutdown'));
      } else {
        greet(platform);
        if (!flags.once) await stopped;
      }
    } finally {
      await platform.close();
    }
  } finally {
    await closeLog();
  }
  if (!flags.once) say('Stopped.');
}

function greet({ address, kv, token }: Platform): void {
  const { host, port } = kv.server.address;
  print('');
  print(`Oremill is at ${address}/ui/`);
  print(`Redis clients: redis://${host}:${port}, user default, with the token for a password`);
  if (token.newToken === undefined) {
    print(`Sign in with the token in ${token.file}`);
    return;
  }
  print(`Sign in at    ${address}/ui/sign-in#token=${token.newToken}`);
  print(`              (this link is shown once; the token is kept in ${token.file})`);
}

await runCli(program);
// A closed terminal or a broken pipe may keep a handle open; everything that matters is closed by now.
process.exit();
