import { join } from 'node:path';
import { install, main, root, toolEnvironment, turbo } from './prepare.mjs';
import { runInPlace } from './run-command.mjs';

await main(async () => {
  await install();
  await turbo('build', 'Building');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  return runInPlace(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { cwd: root, env: toolEnvironment() });
});
