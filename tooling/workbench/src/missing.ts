import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a test needs that is not in the repository. */
export interface Need {
  /** It is not there, and that is allowed. */
  readonly skip: boolean;
  /** The title of a test, which says so where the test is skipped. */
  readonly title: (title: string) => string;
}

/**
 * A test that needs something which is not there fails, and says what is missing; under OREMILL_ALLOW_MISSING=1 it
 * is skipped under that name instead.
 */
export function mayRun(isThere: boolean, what: string): Need {
  const isAllowed = process.env.OREMILL_ALLOW_MISSING === '1';
  const skip = !isThere && isAllowed;
  return { skip, title: (title) => (skip ? `${title} (missing: ${what})` : title) };
}

export interface SharedData<Name extends string> extends Need {
  /** Where a file is. Throws when it is not there: it says what is missing, and how to do without. */
  readonly path: (name: Name) => string;
}

const FOLDER = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

/** Files of the folder `shared/data` beside the clone: real data, which no repository holds. */
export function sharedData<Name extends string>(...names: readonly Name[]): SharedData<Name> {
  const missing = names.map((name) => join(FOLDER, name)).filter((path) => !existsSync(path));
  return {
    ...mayRun(missing.length === 0, missing.join(', ')),
    path: (name) => {
      if (missing.length === 0) return join(FOLDER, name);
      throw new Error(
        `this test needs ${missing.join(', ')}: put the data there, or leave such tests out with OREMILL_ALLOW_MISSING=1`,
      );
    },
  };
}
