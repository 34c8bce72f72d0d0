import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** Its test step reports what the files of a commit say, and waits where they say so. */
const CONFIG = `
steps:
  lint:
    run: printf '\\033[32mclean\\033[0m\\n'
  build:
    run: mkdir out && echo 42 > out/answer
    artifacts: { answer: [out/*] }
  test:
    needs: [build]
    uses: [answer]
    run: sh test.sh
    reports: [junit.xml, coverage.info]
  pack: { needs: [test, lint], run: echo packed }
gates:
  - { metric: tests.failed, atMost: 0 }
  - { metric: coverage.lines, against: base }
`;

export interface TestsOf {
  /** Of ten lines so many are run. */
  readonly covered: number;
  readonly isBroken?: boolean;
  /** Printed before all else. */
  readonly lines?: number;
  /** It goes on until this file is there. */
  readonly waitsFor?: string;
}

/** A bare repository, and a clone from which is pushed to it. */
export class DeployerProject {
  readonly bare: string;
  readonly #clone: string;

  constructor(folder: string) {
    this.bare = join(folder, 'bookmarks-web.git');
    this.#clone = join(folder, 'clone');
    mkdirSync(folder, { recursive: true });
    this.#git(folder, 'init', '-q', '--bare', '-b', 'main', this.bare);
    this.#git(folder, 'init', '-q', '-b', 'main', this.#clone);
    this.#git(this.#clone, 'remote', 'add', 'origin', this.bare);
  }

  /** Commits a state of the tests and pushes it. */
  push(subject: string, tests: TestsOf, branch = 'main'): string {
    const git = (...words: string[]) => this.#git(this.#clone, ...words);
    git('checkout', '-q', '-B', branch);
    writeFileSync(join(this.#clone, 'oremill.yaml'), CONFIG);
    writeFileSync(join(this.#clone, 'tags.py'), 'pass\n'.repeat(10));
    writeFileSync(join(this.#clone, 'test.sh'), scriptOf(tests));
    git('add', '-A');
    git('commit', '-q', '-m', subject);
    git('push', '-q', 'origin', branch);
    return git('rev-parse', 'HEAD');
  }

  #git(folder: string, ...words: string[]): string {
    return execFileSync('git', words, { cwd: folder, env: ENVIRONMENT, encoding: 'utf8' }).trim();
  }
}

function scriptOf({ covered, isBroken = false, lines = 3, waitsFor }: TestsOf): string {
  const failure = isBroken ? '<failure message="expected a, got b">tags.py:7</failure>' : '';
  const hits = Array.from({ length: 10 }, (_, line) => `DA:${line + 1},${line < covered ? 1 : 0}`);
  const wait =
    waitsFor === undefined
      ? ''
      : `i=0; while [ ! -e '${waitsFor}' ]; do i=$((i+1)); echo "waiting $i"; sleep 0.05; done`;
  return `seq -f 'line number %.0f' 1 ${lines}
${wait}
cat > junit.xml <<'END'
<testsuite name="unit" tests="2" failures="${isBroken ? 1 : 0}">
<testcase classname="tags" name="trims" time="0.1">${failure}</testcase>
<testcase classname="tags" name="joins" time="0.2"/>
</testsuite>
END
cat > coverage.info <<'END'
SF:tags.py
${hits.join('\n')}
end_of_record
END
${isBroken ? 'echo "FAILED tags trims" >&2; exit 1' : ''}
`;
}
