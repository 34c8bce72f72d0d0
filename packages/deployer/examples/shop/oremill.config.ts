import { definePipeline } from '@oremill/deployer';

export default definePipeline({
  triggers: { branches: ['main', 'feature/**'], schedule: [{ cron: '0 3 * * *' }] },
  env: { PYTHONDONTWRITEBYTECODE: '1' },
  parallel: 4,
  secrets: { MAP_TOKEN: { env: 'SHOP_MAP_TOKEN' } },
  services: {
    database: {
      command: 'exec postgres -D "$TMPDIR/data" -p "$PORT"',
      ready: { port: 'PORT' },
      timeout: '30s',
    },
  },
  caches: { packages: { paths: ['.venv'], key: ['requirements.txt'] } },
  steps: {
    install: {
      run: 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt',
      caches: ['packages'],
    },
    build: { run: 'make dist', needs: ['install'], artifacts: { site: ['dist/**'] } },
    lint: {
      run: '.venv/bin/pylint --output-format=json2 shop > pylint.json',
      needs: ['install'],
      mayFail: true,
      reports: ['pylint.json'],
    },
    test: {
      run: '.venv/bin/pytest --junitxml=junit.xml --cov=shop --cov-report=xml',
      needs: ['build'],
      uses: ['site'],
      services: ['database'],
      secrets: ['MAP_TOKEN'],
      matrix: { CURRENCY: ['eur', 'usd'] },
      timeout: '10m',
      retries: { times: 2, delay: '5s' },
      reports: ['junit.xml', 'coverage.xml'],
    },
    manual: { run: 'make manual', affected: { paths: ['docs/**'] } },
    'tell-failure': { run: 'make tell-failure', needs: ['lint', 'test'], when: 'onFailure' },
  },
  gates: [
    { metric: 'tests.failed', atMost: 0 },
    { metric: 'coverage.lines', against: 'base', tolerance: 0.5 },
    { metric: 'findings.warning', against: 'best' },
  ],
});
