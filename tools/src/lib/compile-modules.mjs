// Child process of lib/bytecode.ts: compiles the modules named on standard input (a JSON array of paths) without running
// them, and makes V8 print the bytecode of every function. A function named after the number of the module, compiled
// before each, tells in the same stream which module comes next.
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { Script, SourceTextModule } from 'node:vm';

/** @type {string[]} */
const paths = JSON.parse(readFileSync(0, 'utf8'));
const modules = paths.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
// What Node itself needs for this is compiled once beforehand and stays out of the listing.
new Script('(function warm() {})', { filename: 'warm.js' });
new SourceTextModule('export const warm = 1;', { identifier: 'warm.js' });

setFlagsFromString('--no-lazy');
setFlagsFromString('--print-bytecode');
let current = '';
try {
  modules.forEach(({ path, text }, index) => {
    current = path;
    new Script(`(function module_${index}_() {})`, { filename: 'marker.js' });
    new SourceTextModule(text, { identifier: path });
  });
  new Script(`(function module_end_() {})`, { filename: 'marker.js' });
} catch (error) {
  setFlagsFromString('--no-print-bytecode');
  const stack = String(/** @type {Error} */ (error).stack);
  console.error(`${current}: ${stack.slice(0, stack.indexOf('\n    at '))}`);
  process.exitCode = 1;
}
setFlagsFromString('--no-print-bytecode');
