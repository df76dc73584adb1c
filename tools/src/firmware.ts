/**
 * `npm run firmware [-- --write] [--json]`: assembles every image that a `roms/<package>/firmware.json` lists, in a
 * temporary folder, and compares it bit for bit with the committed one; then does the same for the module that carries
 * the images into the package. `--write` replaces what differs.
 *
 * A manifest: `{ "images": [{ "name", "title", "assembler", "source", "image", "size"?, "config"?, "checksum"?,
 * "embed"? }] }`, in build order: a source may include the image of an earlier one. Paths are relative to the manifest.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One image of a manifest. */
export interface ImageEntry {
  /** Short name, unique in the package. */
  readonly name: string;
  readonly title: string;
  readonly assembler: AssemblerName;
  readonly source: string;
  readonly image: string;
  /** Bytes that the image must have. */
  readonly size?: number;
  /** Linker configuration, for ca65. */
  readonly config?: string;
  /** The last byte is set so that all bytes add up to 0 (mod 256), as option ROMs of the PC must. */
  readonly checksum?: boolean;
  /** False for an image that the package does not export: part of another one, or for its tests. */
  readonly embed?: boolean;
}

interface Assembler {
  /** Debian package that holds it. */
  readonly debian: string;
  /** Programs to run one after the other, in the folder of the source. */
  commands(source: string, output: string, config: string | undefined): readonly (readonly string[])[];
}

/** The assemblers that a manifest may name. */
export const ASSEMBLERS = {
  pasmo: { debian: 'pasmo', commands: (source, output) => [['pasmo', source, output]] },
  nasm: { debian: 'nasm', commands: (source, output) => [['nasm', '-f', 'bin', '-o', output, source]] },
  '64tass': { debian: '64tass', commands: (source, output) => [['64tass', '-q', '--nostart', '-o', output, source]] },
  ca65: {
    debian: 'cc65',
    commands: (source, output, config) => [
      ['ca65', '-o', `${output}.o`, source],
      ['ld65', ...(config === undefined ? ['-t', 'none'] : ['-C', config]), '-o', output, `${output}.o`],
    ],
  },
} satisfies Record<string, Assembler>;

export type AssemblerName = keyof typeof ASSEMBLERS;

export type Status = 'identical' | 'DIFFERS' | 'missing' | 'written' | 'assembler missing' | 'failed';

export interface FirmwareReport {
  /** Folder of the package, `roms/cpm`. */
  readonly folder: string;
  /** File that was checked, relative to the folder. */
  readonly file: string;
  /** Bytes, of the newly made file; undefined if none could be made. */
  readonly size?: number;
  /** Of the newly made file. */
  readonly sha1?: string;
  readonly status: Status;
  /** What to do about it, or what the assembler said. */
  readonly note?: string;
}

/** A module that carries images into a package: the path in every package. */
export const GENERATED = 'src/generated/images.ts';

/**
 * Checks the firmware of every package below `roms/`.
 *
 * @param root Folder of the repository.
 * @param write Replace committed files that differ.
 * @throws Error that names the manifest and the entry when a manifest is wrong.
 */
export function checkFirmware(root: string, write = false): FirmwareReport[] {
  const roms = join(root, 'roms');
  if (!existsSync(roms)) return [];
  return readdirSync(roms)
    .sort()
    .filter((name) => existsSync(join(roms, name, 'firmware.json')))
    .flatMap((name) => checkPackage(root, `roms/${name}`, write));
}

function checkPackage(root: string, folder: string, write: boolean): FirmwareReport[] {
  const home = join(root, folder);
  const entries = readManifest(home, folder);
  const work = mkdtempSync(join(tmpdir(), 'backplane-firmware-'));
  try {
    for (const top of new Set(entries.map(({ source }) => source.split('/')[0]!))) {
      cpSync(join(home, top), join(work, top), { recursive: true });
    }
    const reports: FirmwareReport[] = [];
    const made = new Map<ImageEntry, Uint8Array>();
    for (const entry of entries) {
      const result = assemble(work, entry);
      if (!(result instanceof Uint8Array)) {
        reports.push({ folder, file: entry.image, ...result });
        continue;
      }
      if (entry.checksum === true) result[result.length - 1]! -= result.reduce((sum, byte) => sum + byte, 0);
      made.set(entry, result);
      if (entry.size !== undefined && entry.size !== result.length) {
        const note = `has ${result.length} bytes, the manifest says ${entry.size}`;
        reports.push({ folder, file: entry.image, size: result.length, sha1: sha1(result), status: 'failed', note });
        continue;
      }
      reports.push(compare(folder, home, entry.image, result, write));
    }
    const embedded = entries.filter(({ embed }) => embed !== false);
    if (embedded.every((entry) => made.has(entry))) {
      const text = imagesModule(embedded.map((entry) => ({ entry, bytes: made.get(entry)! })));
      reports.push(compare(folder, home, GENERATED, new TextEncoder().encode(text), write));
    }
    return reports;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function compare(folder: string, home: string, file: string, bytes: Uint8Array, write: boolean): FirmwareReport {
  const path = join(home, file);
  const made = { folder, file, size: bytes.length, sha1: sha1(bytes) };
  const committed = existsSync(path) ? readFileSync(path) : undefined;
  if (committed?.equals(bytes) === true) return { ...made, status: 'identical' };
  if (write) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return { ...made, status: 'written' };
  }
  const note = 'rebuild it with: npm run firmware -- --write';
  return { ...made, status: committed === undefined ? 'missing' : 'DIFFERS', note };
}

/** Assembles one image in the working folder, where it also stays for the images after it. */
function assemble(work: string, entry: ImageEntry): Uint8Array | Pick<FirmwareReport, 'status' | 'note'> {
  const output = join(work, entry.image);
  const source = join(work, entry.source);
  const { debian, commands }: Assembler = ASSEMBLERS[entry.assembler];
  mkdirSync(dirname(output), { recursive: true });
  const config = entry.config === undefined ? undefined : join(work, entry.config);
  for (const [program, ...args] of commands(basename(source), output, config)) {
    try {
      execFileSync(program!, args, { cwd: dirname(source), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      const { code, stdout, stderr } = error as NodeJS.ErrnoException & { stdout?: string; stderr?: string };
      if (code === 'ENOENT') {
        const note = `${program} is not installed: apt-get install ${debian}`;
        return { status: 'assembler missing', note };
      }
      return { status: 'failed', note: `${program}: ${`${stdout ?? ''}${stderr ?? ''}`.trim()}` };
    }
  }
  return existsSync(output)
    ? new Uint8Array(readFileSync(output))
    : { status: 'failed', note: `${entry.assembler} has made no file` };
}

function readManifest(home: string, folder: string): ImageEntry[] {
  const where = `${folder}/firmware.json`;
  let manifest: { images?: unknown };
  try {
    manifest = JSON.parse(readFileSync(join(home, 'firmware.json'), 'utf8'));
  } catch (error) {
    throw new Error(`${where} cannot be read: ${(error as Error).message}`);
  }
  if (!Array.isArray(manifest.images)) throw new Error(`${where}: "images" must be a list.`);
  const names = new Set<string>();
  return manifest.images.map((one: Record<string, unknown>, index) => {
    const label = `${where}, image ${index + 1}${typeof one.name === 'string' ? ` ("${one.name}")` : ''}`;
    for (const key of ['name', 'title', 'assembler', 'source', 'image']) {
      if (typeof one[key] !== 'string') throw new Error(`${label}: "${key}" must be a text.`);
    }
    const entry = one as unknown as ImageEntry;
    if (!Object.hasOwn(ASSEMBLERS, entry.assembler)) {
      const known = Object.keys(ASSEMBLERS).join(', ');
      throw new Error(`${label}: unknown assembler "${entry.assembler}". Known: ${known}.`);
    }
    if (names.has(entry.name)) throw new Error(`${label}: the name is taken by an earlier image.`);
    names.add(entry.name);
    for (const path of [entry.source, entry.image, entry.config]) {
      if (path !== undefined && relative(home, resolve(home, path)).startsWith('..')) {
        throw new Error(`${label}: "${path}" leads out of the package.`);
      }
    }
    if (!existsSync(join(home, entry.source))) throw new Error(`${label}: there is no file "${entry.source}".`);
    return entry;
  });
}

/** The TypeScript module with the images of a package in base64. */
function imagesModule(images: readonly { entry: ImageEntry; bytes: Uint8Array }[]): string {
  const lines = images.map(({ entry, bytes }) => {
    const fields = {
      name: entry.name,
      title: entry.title,
      size: bytes.length,
      sha1: sha1(bytes),
      base64: Buffer.from(bytes).toString('base64'),
    };
    const text = Object.entries(fields).map(([key, value]) => `    ${key}: ${quote(value)},\n`);
    return `  {\n${text.join('')}  },\n`;
  });
  return `// Made from firmware.json by "npm run firmware -- --write". Do not edit.
export const IMAGES = [
${lines.join('')}] as const;
`;
}

function quote(value: string | number): string {
  if (typeof value === 'number') return String(value);
  return `'${value.replace(/[\\']/g, (c) => `\\${c}`)}'`;
}

function sha1(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** The reports as a table. */
export function firmwareTable(reports: readonly FirmwareReport[]): string {
  const rows = reports.map((r) => [`${r.folder}/${r.file}`, String(r.size ?? '-'), r.sha1 ?? '-', r.status]);
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row, n) => {
      const note = reports[n]!.note;
      const line = `${row[0]!.padEnd(widths[0]!)}  ${row[1]!.padStart(widths[1]!)}  ${row[2]!.padEnd(widths[2]!)}  ${row[3]}`;
      return note === undefined ? line : `${line}\n    ${note.replaceAll('\n', '\n    ')}`;
    })
    .join('\n');
}

/** True if what is committed is what the sources make. */
export function isGood({ status }: FirmwareReport): boolean {
  return status === 'identical' || status === 'written';
}

function main(): void {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--write' && arg !== '--json');
  if (unknown !== undefined) {
    console.error(`firmware: unknown argument "${unknown}".\nUsage: npm run firmware [-- --write] [--json]`);
    process.exitCode = 2;
    return;
  }
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
  try {
    const reports = checkFirmware(root, args.includes('--write'));
    console.log(args.includes('--json') ? JSON.stringify(reports, null, 2) : firmwareTable(reports));
    if (!reports.every(isGood)) process.exitCode = 1;
  } catch (error) {
    console.error(`firmware: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
