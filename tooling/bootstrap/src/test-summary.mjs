/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 *
 * The parts of vitest's JSON report that are counted.
 * @typedef {object} Report
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one a file
 */

/**
 * Counts a run. What failed outside a test counts too: a file that failed without a failing test (it did not
 * load, or a hook threw) as one each, and a run that failed for a reason the report does not show as one.
 * @param {Report | undefined} report undefined when vitest left none: it crashed
 * @param {number} exitCode vitest's
 * @returns {Counts}
 */
export function countTests(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + report.testResults.filter(failedOutsideTests).length;
  const isFailed = exitCode !== 0 || passed + failed === 0;
  return { passed, failed: isFailed ? Math.max(failed, 1) : failed, skipped };
}

/** `12 passed, 0 failed, 2 skipped`: @param {Counts} counts */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {Report['testResults'][number]} file */
function failedOutsideTests(file) {
  return file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed');
}
