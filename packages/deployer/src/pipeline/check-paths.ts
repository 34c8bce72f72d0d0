import type { Pipeline } from '@oremill/types';
import type { PartPath, Problem } from './problem.ts';

/** Whether each path of a config stays in the repository; where links lead is looked at when a step is done. */
export function checkPaths({ steps, services, caches, secrets }: Pipeline): Problem[] {
  return [
    ...Object.entries(steps).flatMap(([name, step]) => {
      const at = ['steps', name];
      const { directory, artifacts, reports, affected } = step;
      return [
        ...(directory === undefined ? [] : checkPath([...at, 'directory'], directory)),
        ...Object.entries(artifacts).flatMap(([artifact, globs]) =>
          checkAll([...at, 'artifacts', artifact], globs),
        ),
        ...checkAll([...at, 'reports'], reports),
        ...(affected && 'paths' in affected ? checkAll([...at, 'affected', 'paths'], affected.paths) : []),
      ];
    }),
    ...Object.entries(services).flatMap(([name, { directory }]) =>
      directory === undefined ? [] : checkPath(['services', name, 'directory'], directory),
    ),
    ...Object.entries(caches).flatMap(([name, { paths, key }]) => [
      ...checkAll(['caches', name, 'paths'], paths),
      ...checkAll(['caches', name, 'key'], key),
    ]),
    ...Object.entries(secrets).flatMap(([name, secret]) =>
      'age' in secret ? checkPath(['secrets', name, 'age'], secret.age) : [],
    ),
  ];
}

function checkAll(path: PartPath, values: readonly string[]): Problem[] {
  return values.flatMap((value, index) => checkPath([...path, index], value));
}

function checkPath(path: PartPath, value: string): Problem[] {
  const wrong = whyOutside(value);
  return wrong === undefined ? [] : [{ path, message: `${JSON.stringify(value)} ${wrong}` }];
}

function whyOutside(value: string): string | undefined {
  if (value.includes('\0')) return 'has a zero byte in it';
  if (value.startsWith('/'))
    return 'begins at the root of the machine: paths begin at the root of the repository';
  if (value.split('/').includes('..')) return 'leads out of the repository, or back: write it without ..';
  return undefined;
}
