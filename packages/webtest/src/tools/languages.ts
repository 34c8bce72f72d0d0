import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WebtestConfig } from '../config.ts';
import { fetchPackages } from '../debian/fetch-packages.ts';
import { libraryFolders } from '../debian/library-folders.ts';
import { webtestError } from '../errors.ts';
import { findStarters, writeStarter } from '../starters.ts';

/** The first one's version names the folder. */
const PACKAGES =
  'python3-tornado python3-pytest python3-pytest-cov pylint libpython3-dev g++ gobjc make gcovr libgtest-dev swig mono-mcs mono-runtime';
/** What builds and tests of small programs do without. */
const NOT_WANTED =
  'ca-certificates media-types tzdata libjs-jquery libgssapi-krb5-2 libtirpc3 libtirpc-dev libnsl-dev rpcsvc-proto libasan8 liblsan0 libtsan2 libubsan1';
const NOT_KEPT = ['doc', 'info', 'javascript', 'lintian', 'locale', 'man'];

/** Debian's Python, C, C++, Objective-C and C# with what tests, covers and lints them: the folder of programs to put before the PATH. */
export async function provideLanguages(config: WebtestConfig, say: (text: string) => void): Promise<string> {
  const folder = join(config.cacheFolder, 'languages');
  const find = () => findStarters(folder, Object.keys(commandsOf('', '', '')));
  const wanted = {
    title: 'Compilers and Python',
    megabytes: 115,
    packages: PACKAGES.split(' ') as [string, ...string[]],
    notWanted: NOT_WANTED.split(' '),
    complete,
  };
  return find() ?? fetchPackages(folder, wanted, find, say);
}

function complete(root: string, target: string): void {
  for (const name of NOT_KEPT) rmSync(join(root, 'usr/share', name), { recursive: true, force: true });
  const libraries = libraryFolders(root);
  for (const folder of libraries) pointToNewPlace(join(folder, 'libc.so'), target);
  const moved = [...libraries, join(root, 'usr/lib')].map((folder) => folder.replace(root, target));
  const [swig] = readdirSync(join(root, 'usr/share')).filter((name) => /^swig\d/.test(name));
  if (swig === undefined) throw webtestError('FETCH_FAILED', 'Debian’s swig has no library');
  mkdirSync(join(root, 'starters'));
  const commands = commandsOf(target, moved.join(':'), join(target, 'usr/share', swig));
  for (const [name, command] of Object.entries(commands)) writeStarter(join(root, 'starters', name), command);
}

/** libc.so is a script of the linker with the path of a part that libc6-dev brings. */
function pointToNewPlace(file: string, target: string): void {
  try {
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replaceAll(/\/usr\/lib\/\S+_nonshared\.a/g, (path) => target + path),
    );
  } catch (error) {
    // It is in one of the folders of libraries only.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** What each program is started with. GCC finds its own parts beside itself; the headers of libc it is told of last, as they would be. */
function commandsOf(root: string, libraries: string, swigLibrary: string): Record<string, string> {
  const start = (program: string, more = '', environment = '') =>
    `LD_LIBRARY_PATH='${libraries}' ${environment} exec '${root}/usr/bin/${program}' ${more} "$@"`;
  const triplet = (libraries.split(':')[0] ?? '').split('/').at(-1);
  const headers = [`${root}/usr/include/${triplet}`, `${root}/usr/include`];
  const compile = [
    ...headers.map((folder) => `-idirafter '${folder}'`),
    // Else what was built finds the libraries of its language only where they are installed.
    ...libraries.split(':').map((folder) => `'-Wl,-rpath,${folder}'`),
  ].join(' ');
  const plain = ['ar', 'as', 'gcov', 'ld', 'make', 'nm', 'ranlib', 'strip'];
  const mono = `MONO_CFG_DIR='${root}/etc'`;
  return {
    ...Object.fromEntries(plain.map((name) => [name, start(name)])),
    cc: start('gcc', compile),
    gcc: start('gcc', compile),
    'c++': start('g++', compile),
    'g++': start('g++', compile),
    gcovr: start('python3', '-m gcovr'),
    mcs: start('mono', `'${root}/usr/lib/mono/4.5/mcs.exe'`, mono),
    mono: start('mono', '', mono),
    pylint: start('python3', '-m pylint'),
    pytest: start('python3', '-m pytest'),
    python3: start('python3'),
    swig: start('swig', '', `SWIG_LIB='${swigLibrary}'`),
  };
}
