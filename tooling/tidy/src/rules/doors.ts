import { findLines, isCode, type Problem, type SourceFile } from '../tree.ts';

/** Where the environment comes in; everything else gets what it needs as an argument. */
const READS_ENVIRONMENT = /\/(config|main|cli)\.ts$|^tooling\//;
/** The person behind sudo: a fact of the process, which no caller could know better. */
const SUDO_ENTRY = 'packages/runtime/src/database/embedded/embedded-server.ts';
/** A program that is started gets this process's environment and its own: it is passed on, not read. */
const PASSES_ON = /\.\.\.(definedOnly\()?process\.env\b/g;

export function environmentIsReadAtTheDoor(files: readonly SourceFile[]): Problem[] {
  return files
    .filter(({ path }) => isCode(path) && path.includes('/src/'))
    .filter(({ path }) => !READS_ENVIRONMENT.test(path) && path !== SUDO_ENTRY)
    .flatMap((file) =>
      findLines(
        { path: file.path, text: file.text.replaceAll(PASSES_ON, '') },
        /\bprocess\.env\b/,
        () => 'reads process.env: only config.ts, main.ts and cli.ts do; take the value as an argument',
      ),
    );
}

/** Prices are no objects: their list has a client of its own. */
export function s3IsReachedThroughObjects(files: readonly SourceFile[]): Problem[] {
  return files
    .filter(
      ({ path }) =>
        isCode(path) && !/^(packages\/runtime\/(src\/objects|test)|tooling\/tidy\/test)\//.test(path),
    )
    .flatMap((file) =>
      findLines(
        file,
        /(?:from|import\() ?'@aws-sdk\/(?!client-pricing')/,
        () => 'imports @aws-sdk: only packages/runtime/src/objects does',
      ),
    );
}
