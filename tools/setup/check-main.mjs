import { join } from 'node:path';
import { install, main, root, SetupError, toolEnvironment, turbo, turboCommand } from './prepare.mjs';
import { elapsed } from './progress.mjs';
import { runQuietly } from './run-command.mjs';

const node = process.execPath;
const tool = (/** @type {string[]} */ ...args) => [node, join(root, 'tools', 'run.mjs'), ...args];

/** @type {ReadonlyArray<{ name: string, what: string, command: string[], built?: boolean }>} */
const CHECKS = [
  { name: 'types', what: 'types of sources and tests', command: turboCommand('typecheck', []).flat() },
  {
    name: 'lint',
    what: 'formatting and lint rules',
    command: [node, join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  },
  { name: 'imports', what: 'import directions and host globals', command: tool('check-imports') },
  { name: 'bytecode', what: 'size of every function in hot packages', command: tool('check-bytecode'), built: true },
  { name: 'packages', what: 'published packages (publint, attw)', command: tool('check-packages'), built: true },
  {
    name: 'unused',
    what: 'unused files, exports and dependencies',
    command: [node, join(root, 'node_modules/knip/bin/knip.js'), '--no-config-hints'],
  },
  { name: 'generated', what: 'generated sources are those of their tables', command: tool('generate', '--check') },
  { name: 'firmware', what: 'firmware images are those of their sources', command: tool('firmware') },
];

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !CHECKS.some((check) => check.name === name));
  if (unknown !== undefined) {
    throw new SetupError(`No check is called "${unknown}". There are: ${CHECKS.map(({ name }) => name).join(', ')}.`);
  }
  const chosen = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  await install();
  let failed = 0;
  let built = true;
  if (chosen.some((check) => check.built === true)) {
    try {
      await turbo('build', 'Building');
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      console.log(`FAILED  build: JavaScript and declarations of every package\n${error.message}\n`);
      built = false;
      failed++;
    }
  }
  for (const { name, what, command, built: needsBuild } of chosen) {
    if (needsBuild === true && !built) {
      console.log(`left    ${name}: ${what} (needs the build)`);
      continue;
    }
    const started = performance.now();
    const [program = node, ...args] = command;
    const run = await runQuietly(program, args, { cwd: root, env: toolEnvironment(), name });
    run.forget();
    const time = elapsed(performance.now() - started);
    if (run.code === 0) {
      console.log(`ok      ${name}: ${what} (${time})`);
      if (chosen.length === 1) console.log(run.output.trimEnd());
    } else {
      failed++;
      console.log(`FAILED  ${name}: ${what} (${time})\n${run.output.trimEnd()}\n`);
    }
  }
  if (failed > 0) console.error(`${failed} ${failed === 1 ? 'check' : 'checks'} failed.`);
  return failed === 0 ? 0 : 1;
});
