/** How a language tells comments from code. */
export interface Language {
  readonly name: string;
  /** What begins a comment that ends with the line. */
  readonly line: readonly string[];
  /** What begins and ends a comment of several lines. */
  readonly block?: readonly [begin: string, end: string];
}

const c = { line: ['//'], block: ['/*', '*/'] } as const;
const hash = { line: ['#'] } as const;

const LANGUAGES: readonly (Language & { readonly extensions: readonly string[] })[] = [
  { name: 'C', ...c, extensions: ['c', 'h'] },
  { name: 'C++', ...c, extensions: ['cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx'] },
  { name: 'C#', ...c, extensions: ['cs'] },
  { name: 'CSS', line: [], block: ['/*', '*/'], extensions: ['css', 'scss'] },
  { name: 'Go', ...c, extensions: ['go'] },
  { name: 'HTML', line: [], block: ['<!--', '-->'], extensions: ['html', 'htm', 'xml', 'svg'] },
  { name: 'Java', ...c, extensions: ['java'] },
  { name: 'JavaScript', ...c, extensions: ['js', 'cjs', 'mjs', 'jsx'] },
  { name: 'Kotlin', ...c, extensions: ['kt', 'kts'] },
  { name: 'Objective-C', ...c, extensions: ['m', 'mm'] },
  { name: 'Perl', ...hash, extensions: ['pl', 'pm'] },
  { name: 'PHP', line: ['//', '#'], block: ['/*', '*/'], extensions: ['php'] },
  { name: 'Python', ...hash, extensions: ['py', 'pyi'] },
  { name: 'Ruby', ...hash, extensions: ['rb'] },
  { name: 'Rust', ...c, extensions: ['rs'] },
  { name: 'Shell', ...hash, extensions: ['sh', 'bash'] },
  { name: 'SQL', line: ['--'], block: ['/*', '*/'], extensions: ['sql'] },
  { name: 'Swift', ...c, extensions: ['swift'] },
  { name: 'SWIG', ...c, extensions: ['i'] },
  { name: 'TypeScript', ...c, extensions: ['ts', 'cts', 'mts', 'tsx'] },
];

const BY_EXTENSION = new Map(
  LANGUAGES.flatMap(({ extensions, ...language }) => extensions.map((each) => [each, language] as const)),
);

/** By the end of the name; undefined for what is no code. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 1 ? undefined : BY_EXTENSION.get(name.slice(dot + 1).toLowerCase());
}
