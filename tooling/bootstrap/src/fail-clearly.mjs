/** The world is at fault, and `hint` is the next step; shown without a stack. */
export class BootstrapError extends Error {
  /**
   * @param {string} message
   * @param {string} hint
   */
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/**
 * Runs `step`; a BootstrapError becomes two lines on stderr and exit code 1.
 * @param {() => Promise<void>} step
 */
export async function failClearly(step) {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof BootstrapError)) throw error;
    process.stderr.write(`error: ${error.message}\nhint:  ${error.hint}\n`);
    process.exitCode = 1;
  }
}
