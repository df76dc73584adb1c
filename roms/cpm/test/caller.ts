import { readFileSync } from 'node:fs';
import { Computer, type ComputerOptions } from './computer.ts';
import { padName, type TestDisk } from './disk.ts';

const PROGRAM = readFileSync(new URL('../images/test/test-call.com', import.meta.url));

/** Free memory for FCBs and data: TEST-CALL ends below 0700h. */
export const FCB = 0x2000;
export const DMA = 0x3000;

const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0').toUpperCase();

/** A computer that runs TEST-CALL, so that BDOS functions can be called one by one. */
export class Caller {
  readonly computer: Computer;

  /** Starts TEST-CALL, which is put on drive A; its disk must have room. */
  constructor(drives: { readonly A: TestDisk } & Readonly<Record<string, TestDisk>>, options: ComputerOptions = {}) {
    drives.A.write('TC.COM', PROGRAM);
    this.computer = new Computer({ ...options, drives });
    this.restart();
    this.call(26, DMA);
  }

  /** Starts TEST-CALL from the prompt. */
  restart(): void {
    const text = this.computer.type('a:tc\r');
    if (!text.endsWith('>')) throw new Error(`TEST-CALL does not start: ${text}`);
  }

  /** Everything that comes out when function `fn` is called with `de` and then `keys` are typed. */
  raw(fn: number, de = 0, keys = ''): string {
    return this.computer.type(`C ${hex(fn, 2)} ${hex(de, 4)}\r${keys}`);
  }

  /**
   * Calls function `fn`: A, HL, and what the program printed before it came back.
   * @throws Error if it does not come back, if A and L or B and H differ, or if IX, IY or an alternate register changed
   */
  full(fn: number, de = 0, keys = ''): { a: number; hl: number; text: string } {
    const text = this.raw(fn, de, keys);
    const match = /=(..) (....)(.)\r\n$/.exec(text);
    if (match === null) throw new Error(`Function ${fn} does not return: ${JSON.stringify(text)}`);
    if (match[3] !== ' ') throw new Error(`Function ${fn} returns different pairs or changes registers.`);
    return { a: parseInt(match[1]!, 16), hl: parseInt(match[2]!, 16), text: text.slice(0, match.index) };
  }

  /** As `full`, but only A. */
  call(fn: number, de = 0): number {
    return this.full(fn, de).a;
  }

  /** As `full`, but only HL. */
  word(fn: number, de = 0): number {
    return this.full(fn, de).hl;
  }

  /** Writes an FCB; `wild` characters in the name stay. Returns its address. */
  fcb(
    name: string,
    { drive = 0, extent = 0, at = FCB }: { drive?: number; extent?: number; at?: number } = {},
  ): number {
    const bytes = new Uint8Array(36);
    bytes[0] = drive;
    bytes.set(
      [...padName(name)].map((c) => c.charCodeAt(0)),
      1,
    );
    bytes[12] = extent;
    this.computer.poke(at, bytes);
    return at;
  }

  /** Random record number of the FCB at `at`. */
  random(at = FCB): number {
    const p = (n: number) => this.computer.peek(at + 33 + n);
    return p(0) | (p(1) << 8) | (p(2) << 16);
  }

  setRandom(record: number, at = FCB): void {
    this.computer.poke(at + 33, [record & 0xff, (record >> 8) & 0xff, record >> 16]);
  }

  /** `n` bytes of RAM. */
  bytes(at: number, n: number): number[] {
    return Array.from({ length: n }, (_, i) => this.computer.peek(at + i));
  }

  /** Fills the record at DMA with a value. */
  fill(value: number): void {
    this.computer.poke(DMA, new Uint8Array(128).fill(value));
  }
}
