import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { WebtestConfig } from '../config.ts';
import { webtestError } from '../errors.ts';
import { fetchOnce } from '../fetch-once.ts';
import { findStarters, writeStarter } from '../starters.ts';

/** With JUnit 5.14.4, Surefire 3.5.5 and the compiler plugin 3.14.1, which projects of tests name. */
const VERSION = '1';
const FETCH_TIMEOUT_MS = 5 * 60_000;

/** The machine's Maven with a repository of its own, in which all is that a project with JUnit tests needs offline: the folder to put before the PATH. */
export async function provideMaven(config: WebtestConfig, say: (text: string) => void): Promise<string> {
  const maven = programOf('mvn', config);
  programOf('java', config);
  const folder = join(config.cacheFolder, 'maven');
  const find = () => findStarters(folder, ['mvn']);
  return (
    find() ??
    fetchOnce(folder, 'Maven’s plugins', find, async (staging) => {
      say('Maven’s plugins are not there: fetching them into the cache folder (about 13 MB) …');
      const root = join(staging, 'root');
      mkdirSync(join(root, 'starters'), { recursive: true });
      await fill(maven, join(root, 'repository'), join(staging, 'project'));
      const target = join(folder, VERSION);
      const options = `--offline --batch-mode '-Dmaven.repo.local=${target}/repository'`;
      writeStarter(join(root, 'starters/mvn'), `exec '${maven}' ${options} "$@"`);
      renameSync(root, target);
      say(`Maven’s plugins are in ${target}`);
    })
  );
}

function programOf(name: string, config: WebtestConfig): string {
  const folder = config.path.find((path) => existsSync(join(path, name)));
  if (folder !== undefined) return join(folder, name);
  throw webtestError('FETCH_FAILED', `there is no ${name}`, {
    hint: 'Install a Java development kit and Maven, so that they are on the PATH.',
  });
}

/** Builds and tests a project with one test: what Maven needs for that is what it needs for others. */
async function fill(maven: string, repository: string, project: string): Promise<void> {
  mkdirSync(join(project, 'src/test/java'), { recursive: true });
  writeFileSync(join(project, 'pom.xml'), POM);
  writeFileSync(
    join(project, 'src/test/java/FirstTest.java'),
    'class FirstTest { @org.junit.jupiter.api.Test void runs() {} }\n',
  );
  try {
    await promisify(execFile)(maven, ['--batch-mode', `-Dmaven.repo.local=${repository}`, 'test'], {
      cwd: project,
      timeout: FETCH_TIMEOUT_MS,
    });
  } catch (cause) {
    const { stdout } = cause as { stdout?: string };
    const detail = (stdout ?? '').split('\n').find((line) => line.startsWith('[ERROR]')) ?? '';
    throw webtestError('FETCH_FAILED', `Maven could not fetch its plugins: ${detail}`, {
      hint: 'Check the network and the disk, then run this again.',
      cause,
    });
  }
}

const plugin = (name: string, version: string) =>
  `<plugin><artifactId>maven-${name}-plugin</artifactId><version>${version}</version></plugin>`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>oremill</groupId><artifactId>first</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies><dependency>
    <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId><version>5.14.4</version>
    <scope>test</scope>
  </dependency></dependencies>
  <build><plugins>
    ${plugin('resources', '3.3.1')}${plugin('compiler', '3.14.1')}${plugin('surefire', '3.5.5')}
  </plugins></build>
</project>
`;
