import { basename, dirname } from 'node:path/posix';
import { isCode, type Problem, type SourceFile } from '../tree.ts';

const DRAWERS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'lib']);

/** A file or folder is named after its one idea: a drawer has none. */
export function namesSayAnIdea(files: readonly SourceFile[]): Problem[] {
  return files
    .filter(({ path }) => isCode(path))
    .flatMap(({ path }) => {
      const folders = dirname(path).split('/');
      const words = [...folders, ...basename(path).split('.')].flatMap((part) =>
        part.toLowerCase().split(/[-_]/),
      );
      const drawer = words.find((word) => DRAWERS.has(word));
      if (drawer !== undefined)
        return [{ path, message: `"${drawer}" is a drawer: name the idea that is in it` }];
      if (/[A-Z_]/.test(basename(path))) return [{ path, message: 'file names are kebab-case' }];
      return [];
    });
}

/** Only a package has an index.ts, or a shelf that package.json exports. */
export function onlyDoorsAreCalledIndex(files: readonly SourceFile[]): Problem[] {
  const manifests = files.filter(({ path }) => path.endsWith('/package.json'));
  return files
    .filter(({ path }) => /\/src\/(.*\/)?index\.tsx?$/.test(path))
    .filter(({ path }) => !manifests.some((manifest) => isExported(manifest, path)))
    .map(({ path }) => ({
      path,
      message: 'an index.ts that package.json does not export: import the files themselves',
    }));
}

function isExported(manifest: SourceFile, path: string): boolean {
  const folder = dirname(manifest.path);
  return path.startsWith(`${folder}/`) && manifest.text.includes(`"./${path.slice(folder.length + 1)}"`);
}
