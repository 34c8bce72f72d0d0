/** Whether a glob names a file, or a folder that the file is in. */
export function matchesPath(glob: string, file: string): boolean {
  const names = namesOf(glob);
  return [names, [...names, '**']].some((pattern) => matchesNames(pattern, file.split('/')));
}

/**
 * Whether a glob names this very path, branch or tag: `*` is any letters of a name, `?` one, `**` any folders; a name that
 * begins with a dot is a name like any other. Its time is bounded whatever the glob is: an expression that tries all ways
 * would take hours for some.
 */
export function matchesGlob(glob: string, path: string): boolean {
  return matchesNames(namesOf(glob), path.split('/'));
}

/** The parts of a glob. */
export function namesOf(glob: string): string[] {
  return glob.split('/').filter((name) => name !== '' && name !== '.');
}

function matchesNames(pattern: readonly string[], names: readonly string[]): boolean {
  return matchesInOrder(pattern, '**', names, (name, own) =>
    matchesInOrder(lettersOf(name), '*', lettersOf(own), (letter, one) => letter === '?' || letter === one),
  );
}

function lettersOf(name: string): string[] {
  return Array.from(name);
}

/** Whether a pattern fits items one by one, where a star fits any number of them. */
function matchesInOrder(
  pattern: readonly string[],
  star: string,
  items: readonly string[],
  fits: (part: string, item: string) => boolean,
): boolean {
  let at = 0;
  let starAt = -1;
  // How far the items are that the last star has taken; no earlier star ever has to take more.
  let taken = 0;
  for (let index = 0; index < items.length; ) {
    const part = pattern[at];
    if (part === star) {
      starAt = at;
      taken = index;
      at += 1;
    } else if (part !== undefined && fits(part, items[index] ?? '')) {
      at += 1;
      index += 1;
    } else if (starAt >= 0) {
      taken += 1;
      index = taken;
      at = starAt + 1;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((part) => part === star);
}
