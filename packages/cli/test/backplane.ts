import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** The loader of TypeScript, for `node --import`. */
export const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output is closed as soon as something has come. */
  readonly closeOutput?: boolean;
  /** Called with what has come on standard output so far. */
  watch?(out: string, kill: (signal: NodeJS.Signals) => void): void;
  /** Interrupts the program (SIGINT) as soon as this is true. */
  interruptWhen?(): boolean;
}

/** Runs the program as users do, from its sources. */
export function backplane(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=@backplane/source', '--import', tsx, main, ...args], {
      cwd: options.cwd ?? tmpdir(),
      env: { ...process.env, NODE_OPTIONS: '', BACKPLANE_DEBUG: '', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      out += text;
      if (options.closeOutput === true) child.stdout.destroy();
      options.watch?.(out, (signal) => child.kill(signal));
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.stdin.on('error', () => {});
    const timer = setInterval(() => {
      if (options.interruptWhen?.() === true) {
        clearInterval(timer);
        child.kill('SIGINT');
      }
    }, 50);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearInterval(timer);
      resolve({ code, signal, out, err });
    });
    child.stdin.end(options.input ?? '');
  });
}

/** A folder that is gone after the test. */
export function temporaryFolder(): { readonly path: string; file(name: string): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'backplane-'));
  return { path, file: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A CP/M program (at 0100h) from its bytes. */
export function program(...parts: (number | string | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((p) => (typeof p === 'string' ? [...p].map((c) => c.charCodeAt(0)) : p)));
}

/** Prints a text that ends with "$", and ends with an exit code by BDOS function 108. */
export function sayProgram(text: string, code = 0): Uint8Array {
  // 0100 LD DE,0116 / LD C,9 / CALL 5 / LD DE,code / LD C,108 / CALL 5 / RST 0
  return program([0x11, 0x12, 0x01, 0x0e, 9, 0xcd, 5, 0], [0x11, code, 0, 0x0e, 108, 0xcd, 5, 0, 0xc7, 0], `${text}$`);
}

/** Prints its command tail as CP/M hands it over (0080h: length, characters). */
export const tailProgram = program(
  // LD HL,0080 / LD B,(HL) / INC B
  [0x21, 0x80, 0x00, 0x46, 0x04],
  // loop: INC HL / DEC B / RET Z / LD E,(HL) / LD C,2 / PUSH HL / PUSH BC / CALL 5 / POP BC / POP HL / JR loop
  [0x23, 0x05, 0xc8, 0x5e, 0x0e, 2, 0xe5, 0xc5, 0xcd, 5, 0, 0xc1, 0xe1, 0x18, 0xf1],
);

/** Reads the console until ^Z and prints each character plus one; RUBOUT excepted. */
export const shiftProgram = program(
  // loop: LD C,6 / LD E,FF / CALL 5 / OR A / JR Z,loop / CP 1A / RET Z / INC A / LD E,A / LD C,6 / CALL 5 / JR loop
  [0x0e, 6, 0x1e, 0xff, 0xcd, 5, 0, 0xb7, 0x28, 0xf6, 0xfe, 0x1a, 0xc8, 0x3c, 0x5f, 0x0e, 6, 0xcd, 5, 0, 0x18, 0xea],
);

/** Never ends. */
export const loopProgram = program([0x18, 0xfe]);
