/**
 * `npm run check:packages`: packs every public package as it would be published and has publint and attw look at it:
 * that exports lead to files that are in the package, that types resolve, that nothing is CommonJS by mistake.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readWorkspace, type WorkspacePackage } from './lib/workspace.ts';

export interface PackageReport {
  readonly name: string;
  /** What is wrong, a line or a paragraph each; empty when the package is fit to be published. */
  readonly problems: readonly string[];
}

/**
 * Packs and checks every package that is not private.
 *
 * @param root Folder of the repository; its packages have been built.
 * @param pack Makes the tarball of one package; the default runs pnpm.
 * @returns One report a package, in the order of their folders.
 */
export async function checkPackages(root: string, pack: Packer = packWithPnpm): Promise<PackageReport[]> {
  const reports: PackageReport[] = [];
  for (const one of readWorkspace(root)) {
    if (one.manifest.private === true) continue;
    const folder = mkdtempSync(join(tmpdir(), 'backplane-pack-'));
    try {
      reports.push({ name: one.name, problems: await checkPackage(root, one, folder, pack) });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return reports;
}

/** Writes the tarball of the package in `folder` into `destination`. */
export type Packer = (root: string, folder: string, destination: string) => Promise<void>;

async function checkPackage(root: string, { folder }: WorkspacePackage, destination: string, pack: Packer) {
  if (!existsSync(join(root, folder, 'dist'))) return [`has not been built: run "npm run build" first`];
  await pack(root, folder, destination);
  const name = readdirSync(destination).find((one) => one.endsWith('.tgz'));
  if (name === undefined) return ['pnpm pack has made no tarball'];
  const tarball = join(destination, name);
  const bytes = readFileSync(tarball);

  const { messages, pkg } = await publint({
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
    strict: true,
  });
  const problems = messages.map((message) => `publint ${message.type}: ${formatMessage(message, pkg) ?? message.code}`);

  const attw = createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json');
  const program = join(dirname(attw), 'dist', 'index.js');
  const args = [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji', '--no-color'];
  const run = await capture(process.execPath, [program, ...args], root);
  if (run.code !== 0) problems.push(`attw:\n${run.output.trim()}`);
  return problems;
}

const packWithPnpm: Packer = async (root, folder, destination) => {
  const pnpm = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'pnpm.cmd' : 'pnpm');
  const run = await capture(pnpm, ['pack', '--pack-destination', destination], join(root, folder));
  if (run.code !== 0) throw new Error(`pnpm pack fails in ${folder}:\n${run.output.trim()}`);
};

function capture(command: string, args: string[], cwd: string): Promise<{ code: number; output: string }> {
  const shell = command.endsWith('.cmd');
  return new Promise((done) => {
    execFile(command, args, { cwd, shell, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, output: `${stdout}${stderr}${error !== null && stdout + stderr === '' ? error.message : ''}` });
    });
  });
}

async function main(): Promise<void> {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  try {
    const reports = await checkPackages(root);
    for (const { name, problems } of reports) {
      for (const problem of problems) console.error(`${name}: ${problem}`);
    }
    const bad = reports.filter(({ problems }) => problems.length > 0);
    if (bad.length > 0) process.exitCode = 1;
    else console.log(`${reports.length} packages are fit to be published.`);
  } catch (error) {
    console.error(`check-packages: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
