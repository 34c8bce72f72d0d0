import { copyFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownModule } from '@oremill/runtime/worker';
import { mapreduceError } from '@oremill/types';
import { type BuildFailure, build } from 'esbuild';
import { asWriteError } from '../files/disk-files.ts';
import type { JobDefinition } from '../job/define-job.ts';
import { findJobFiles, jobUrl, loadJob } from '../job/load-job.ts';
import { checkPairs } from '../output/check-pairs.ts';
import { ENGINE_ROOT, enginePlugin } from './bundle-plugin.ts';
import { nameSources } from './bundle-sources.ts';
import { checkBundlePlace } from './check-bundle-place.ts';
import { commandOf } from './command.ts';
import { partOf, phasesOf, type StreamingPhase } from './run-streaming-task.ts';

/** What lies in a bundle, and how its steps are to be run: kept beside it as `<bundle>.json`. */
export interface BundleManifest {
  readonly version: 1;
  readonly job: string;
  readonly summary: string;
  readonly bundle: string;
  /** Version that it needs. */
  readonly node: string;
  /** Files that lie beside it and go with it, under these names, to the task's working folder. */
  readonly files: readonly string[];
  readonly steps: readonly {
    /** In order; `argv` is what does the phase, in a folder with the bundle and the files in it. */
    readonly phases: readonly { readonly phase: StreamingPhase; readonly argv: readonly string[] }[];
    /** Sort by value as well, within a key. */
    readonly sortValues: boolean;
  }[];
}

const NODE_MAJOR = 22;

/**
 * Writes a job, the engine's part in its tasks and all that they import to one file that `node` runs, and copies the
 * job's files beside it. Throws JOB_INVALID when something that is imported cannot be found, OUTPUT_UNWRITABLE, and
 * OUTPUT_EXISTS instead of writing over anything but an earlier bundle.
 */
export async function bundleJob(job: URL | string, out: string): Promise<BundleManifest> {
  const module = jobUrl(job);
  const definition = await loadJob(module);
  checkPairs(definition, { runner: 'streaming' });
  const files = findJobFiles(definition, module);
  const path = resolve(out);
  const manifest = describeBundle(definition, basename(path));
  checkBundlePlace(path, files);
  const text = await bundleText(definition, fileURLToPath(module));
  try {
    writeFileSync(path, text);
    writeFileSync(`${path}.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
    for (const [name, source] of Object.entries(files)) {
      const copy = join(dirname(path), name);
      if (copy !== source) copyFileSync(source, copy);
    }
  } catch (error) {
    throw asWriteError(path, error);
  }
  return manifest;
}

function describeBundle(job: JobDefinition, bundle: string): BundleManifest {
  const names = Object.keys(job.files);
  for (const name of names) {
    if (basename(name) === name && name !== bundle && name !== `${bundle}.json`) continue;
    throw mapreduceError('JOB_INVALID', `file ${name} of job ${job.name} cannot lie beside ${bundle}`, {
      hint: 'Declare it under a plain name of its own: it will have this name where the tasks run.',
    });
  }
  return {
    version: 1,
    job: job.name,
    summary: job.summary,
    bundle,
    node: `>=${NODE_MAJOR}`,
    files: names,
    steps: job.steps.map((step, index) => ({
      phases: phasesOf(step).map((phase) => ({
        phase,
        argv: commandOf(partOf(step, phase)) ?? ['node', bundle, '--step', String(index), '--phase', phase],
      })),
      sortValues: step.shuffle?.sortValues ?? false,
    })),
  };
}

const MAIN = fileURLToPath(ownModule('./bundle-main', import.meta.url));

/** Node reads source maps of modules that are imported after it was told to: so the file imports itself once more. */
function entryOf(modulePath: string): string {
  return `
if (new URL(import.meta.url).search === '?task') {
  const { bundleMain } = await import(${JSON.stringify(MAIN)});
  const { default: job } = await import(${JSON.stringify(modulePath)});
  process.exit(await bundleMain(job, process.argv.slice(2)));
} else {
  process.setSourceMapsEnabled(true);
  const self = new URL('?task', import.meta.url);
  await import(self.href);
}
`;
}

/** Modules in CommonJS form ask for `require`, which a module has not. */
const BANNER =
  "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);";

async function bundleText(job: JobDefinition, modulePath: string): Promise<string> {
  const folder = dirname(modulePath);
  const roots = new Set([ENGINE_ROOT]);
  try {
    const { outputFiles } = await build({
      stdin: { contents: entryOf(modulePath), resolveDir: folder, sourcefile: 'bundle' },
      outfile: join(folder, 'bundle.mjs'),
      absWorkingDir: folder,
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: `node${NODE_MAJOR}`,
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'eof',
      sourcemap: 'external',
      sourcesContent: false,
      banner: { js: BANNER },
      loader: { '.wasm': 'binary' },
      logLevel: 'silent',
      plugins: [enginePlugin(job, roots)],
    });
    const [map, code] = outputFiles;
    return `${code?.text}\n${nameSources(map?.text ?? '', folder, roots)}\n`;
  } catch (error) {
    throw cannotBundle(modulePath, error);
  }
}

function cannotBundle(modulePath: string, error: unknown): unknown {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (first === undefined) return error;
  const { text, location } = first;
  const place = location ? ` (${location.file}:${location.line})` : '';
  return mapreduceError('JOB_INVALID', `${modulePath} cannot be bundled: ${text}${place}`, {
    hint: 'All that a job imports goes into its bundle: install what is missing.',
    cause: error,
  });
}
