import { findLines, isCode, type Problem, type SourceFile } from '../tree.ts';

const OWN_TESTS = 'tooling/tidy/test/';

/** A test that is left out, or that leaves the others out; `skipIf` states its condition and may stay. */
export function noTestIsLeftOut(files: readonly SourceFile[]): Problem[] {
  return inTests(files).flatMap((file) =>
    findLines(
      file,
      /\b(?:test|it|describe)\.(only|skip|todo|fails)\b(?!If)/,
      ([, how]) => `.${how} is left in`,
    ),
  );
}

/** Unfinished work lives in an issue. */
export function nothingIsUnfinished(files: readonly SourceFile[]): Problem[] {
  return files
    .filter(({ path }) => isCode(path) && !path.startsWith('tooling/tidy/'))
    .flatMap((file) =>
      findLines(file, /\b(TODO|FIXME|XXX|HACK)\b/, ([, word]) => `${word}: finish it, or file an issue`),
    );
}

function inTests(files: readonly SourceFile[]): SourceFile[] {
  return files.filter(({ path }) => isCode(path) && path.includes('/test/') && !path.startsWith(OWN_TESTS));
}
