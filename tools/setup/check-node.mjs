import { readFileSync } from 'node:fs';
import { nodeVersionProblem } from './node-version.mjs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const problem = nodeVersionProblem(process.versions.node, manifest.engines.node);
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}
