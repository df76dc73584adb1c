import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { impatientNetwork, networkProblem } from './network.mjs';
import { step } from './progress.mjs';
import { runQuietly } from './run-command.mjs';

/** Root of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const stamp = join(root, 'node_modules', '.backplane-install');

/** A failure the user is told about without a stack trace. */
export class SetupError extends Error {}

/**
 * Environment for everything the setup scripts run: the repository's own tools first on the path (turbo calls pnpm, which
 * need not be installed on the machine), nothing that phones home, nothing that asks.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return {
    ...process.env,
    [pathName]: [join(root, 'node_modules', '.bin'), process.env[pathName]].filter(Boolean).join(delimiter),
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    TURBO_PRINT_VERSION_DISABLED: '1',
    NO_UPDATE_NOTIFIER: '1',
  };
}

/**
 * Installs the dependencies of the workspace, unless they are those of the lockfile already.
 *
 * @returns {Promise<void>}
 * @throws {SetupError} When the installation fails; a missing network is told as such.
 */
export async function install() {
  const wanted = installStamp();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && existsSync(join(root, 'node_modules', '.bin'))) {
    return;
  }
  if (!(await installOnce('Installing dependencies', '--frozen-lockfile'))) {
    await installOnce(
      'Installing dependencies of new packages, which pnpm-lock.yaml did not know',
      '--no-frozen-lockfile',
    );
  }
  writeFileSync(stamp, installStamp());
}

/**
 * @param {string} title What the user sees while it runs.
 * @param {'--frozen-lockfile' | '--no-frozen-lockfile'} mode
 * @returns {Promise<boolean>} False if the lockfile does not fit the manifests (a package was added) and may be changed:
 *   everywhere but in the project's own CI, where a lockfile that was left behind is a mistake.
 */
async function installOnce(title, mode) {
  const { packageManager } = readManifest();
  const [command, commandArgs] = npx(packageManager, ['install', mode, '--prefer-offline', '--reporter=append-only']);
  let fits = true;
  await step(title, async (detail) => {
    const run = await runQuietly(command, commandArgs, {
      cwd: root,
      // `npm start --silent` would silence the npm below too, and with it the reason of a failure.
      env: { CI: '1', ...toolEnvironment(), ...impatientNetwork(), npm_config_loglevel: 'notice' },
      name: 'install',
      onLine: (line) => {
        const progress = /^Progress: .*downloaded (\d+), added (\d+)/.exec(line);
        if (progress !== null) detail(`${progress[1]} downloaded, ${progress[2]} added`);
      },
    });
    if (run.code !== 0) {
      if (
        mode === '--frozen-lockfile' &&
        /ERR_PNPM_(?:OUTDATED_LOCKFILE|PACKAGE_MANAGER_NO_IMPORTER)|frozen-lockfile. because/.test(run.output) &&
        process.env.BACKPLANE_FROZEN === undefined
      ) {
        fits = false;
        run.forget();
        return;
      }
      const reason = networkProblem(run.output);
      if (reason !== undefined) {
        throw new SetupError(
          `No network: the packages could not be downloaded because ${reason}. Connect, or set HTTPS_PROXY, and run the command again. Full log: ${run.log}`,
        );
      }
      throw new SetupError(`${lastLines(run.output)}\nInstalling dependencies failed. Full log: ${run.log}`);
    }
    run.forget();
  });
  return fits;
}

/**
 * Runs a turbo task over the workspace; what has not changed since last time comes from its cache.
 *
 * @param {string} task Task of turbo.json, such as `build`.
 * @param {string} title What the user sees while it runs.
 * @param {string[]} [filters] Packages to restrict it to, in turbo's filter syntax.
 * @returns {Promise<void>}
 * @throws {SetupError} When the task fails, with what it wrote.
 */
export async function turbo(task, title, filters = []) {
  await step(title, async (detail) => {
    let total = '?';
    let begun = 0;
    const [command, args] = turboCommand(task, [
      '--output-logs=errors-only',
      ...filters.map((one) => `--filter=${one}`),
    ]);
    const run = await runQuietly(command, args, {
      cwd: root,
      env: toolEnvironment(),
      name: task,
      onLine: (line) => {
        total = /Running \S+ in (\d+) packages/.exec(line)?.[1] ?? total;
        const running = /^(\S+):\w+: cache (?:miss|hit|bypass)/.exec(line);
        if (running !== null) detail(`${++begun}/${total} ${running[1]}`);
      },
    });
    if (run.code !== 0) throw new SetupError(`${lastLines(run.output, 120)}\n${title} failed. Full log: ${run.log}`);
    run.forget();
  });
}

/**
 * @param {string} task Task of turbo.json.
 * @param {string[]} args Further arguments.
 * @returns {[command: string, args: string[]]} How to run it.
 */
export function turboCommand(task, args) {
  return [process.execPath, [join(root, 'node_modules', 'turbo', 'bin', 'turbo'), 'run', task, '--ui=stream', ...args]];
}

/**
 * Runs the body of a setup script: tells a {@link SetupError} in words and ends with the exit code.
 *
 * @param {() => Promise<number>} body Returns the exit code.
 * @returns {Promise<void>}
 */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** @returns {{ packageManager: string }} */
function readManifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/**
 * Everything that decides what an installation puts into node_modules.
 *
 * @returns {string}
 */
function installStamp() {
  const hash = createHash('sha256');
  const manifests = ['packages', 'machines', 'roms']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json')));
  for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'tools/package.json', ...manifests]) {
    if (existsSync(join(root, name)))
      hash
        .update(name)
        .update(readFileSync(join(root, name)))
        .update('\0');
  }
  return `${hash.digest('hex')} ${process.platform} ${process.arch}\n`;
}

/**
 * @param {string} specifier Package and version, such as `pnpm@12.21.0`.
 * @param {string[]} args Arguments of the package's program.
 * @returns {[command: string, args: string[]]} How to run it with the npm that runs this script, or the one on the path.
 */
function npx(specifier, args) {
  const npm = process.env.npm_execpath;
  const exec = ['exec', '--yes', '--prefer-offline', '--', specifier, ...args];
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm) && existsSync(npm)) return [process.execPath, [npm, ...exec]];
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  return process.platform === 'win32' ? [process.execPath, [beside, ...exec]] : ['npm', exec];
}

/**
 * @param {string} text
 * @param {number} [count]
 * @returns {string}
 */
function lastLines(text, count = 25) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
