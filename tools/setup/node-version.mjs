// Imported before anything else and parsed by whatever Node is installed: keep to syntax that old versions read.

/**
 * Compares a Node version with the `engines.node` range of package.json.
 *
 * @param {string} current `process.versions.node`, such as `18.20.4`.
 * @param {string} range A lower bound, such as `>=20.19.0`.
 * @returns {string | undefined} One line for the user when the version is too old, otherwise nothing.
 * @throws {Error} When the range is not a plain lower bound.
 */
export function nodeVersionProblem(current, range) {
  const bound = /^>=\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(range.trim());
  if (bound === null) throw new Error(`package.json: engines.node must read ">=major.minor.patch", not "${range}"`);
  const required = [bound[1], bound[2], bound[3]].map((part) => Number(part || 0));
  const found = current.split('.').map((part) => Number.parseInt(part, 10));
  for (let i = 0; i < 3; i++) {
    if (found[i] > required[i]) return undefined;
    if (found[i] < required[i]) {
      return `Node ${required.join('.')} or newer is needed, this is Node ${current}: install a newer one from https://nodejs.org and run the command again.`;
    }
  }
  return undefined;
}
