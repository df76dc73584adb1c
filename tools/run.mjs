// `node tools/run.mjs <tool> …`: runs tools/src/<tool>.ts on the sources of the workspace.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = new URL('./src/', import.meta.url);
const tools = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.startsWith('_'))
  .map((name) => name.slice(0, -'.ts'.length));

const [name, ...args] = process.argv.slice(2);
if (name === undefined || !tools.includes(name)) {
  if (name !== undefined) console.error(`No tool is called "${name}".`);
  console.error(`Usage: node tools/run.mjs <tool> [arguments]\nTools: ${tools.join(', ')}`);
  process.exitCode = 2;
} else if (!existsSync(new URL('../node_modules/tsx/', import.meta.url))) {
  console.error('The dependencies are not installed: run "npm start" or "npm test" once.');
  process.exitCode = 2;
} else {
  const tsx = pathToFileURL(fileURLToPath(new URL('../node_modules/tsx/dist/loader.mjs', import.meta.url)));
  const program = fileURLToPath(new URL(`${name}.ts`, folder));
  const node = ['--conditions=@backplane/source', '--import', tsx.href, program, ...args];
  const child = spawn(process.execPath, node, { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both processes; this one waits for the tool to end.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}
