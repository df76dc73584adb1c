import {
  type BusObserver,
  type Device,
  defineMachine,
  definePart,
  type InputValue,
  type IoTarget,
  type PartContext,
  type Processor,
  part,
  type ResetKind,
  type StateIo,
  type TextScreen,
} from '@backplane/kernel';
import { DiskMedium } from '@backplane/media';
import type { MachineEntry, OpenedMedium } from '../src/index.ts';

/*
 * A computer that is small enough to be understood at a glance: its "processor" is one instruction of 20 cycles that
 * asks the console for a character and acts on it.
 *
 *   printable   echoed             ^X  exits with code 7        ^R  asks for a reset
 *   ^W          writes "W" to the disk, prints the outcome      ^D  prints the first byte of the disk
 *   ^B          computes for 50,000 instructions before it looks at the console again
 */

const COLUMNS = 16;
const ROWS = 3;
const CYCLES = 20;

class Screen implements TextScreen {
  readonly columns = COLUMNS;
  readonly rows = ROWS;
  readonly characters = new Int32Array(COLUMNS * ROWS).fill(0x20);
  readonly attributes = new Uint8Array(COLUMNS * ROWS);
  cursorColumn = 0;
  cursorRow = 0;
  revision = 0;
  put(code: number): void {
    this.revision++;
    if (code === 0x0d) this.cursorColumn = 0;
    else if (code === 0x0a) this.#down();
    else if (code >= 0x20) {
      this.characters[this.cursorRow * COLUMNS + this.cursorColumn++] = code;
      if (this.cursorColumn === COLUMNS) {
        this.cursorColumn = 0;
        this.#down();
      }
    }
  }
  #down(): void {
    if (this.cursorRow < ROWS - 1) this.cursorRow++;
    else {
      this.characters.copyWithin(0, COLUMNS);
      this.characters.fill(0x20, (ROWS - 1) * COLUMNS);
    }
  }
  clear(): void {
    this.characters.fill(0x20);
    this.cursorColumn = 0;
    this.cursorRow = 0;
    this.revision++;
  }
}

export class Board implements Device {
  readonly stateVersion = 1;
  readonly screen = new Screen();
  readonly ctx: PartContext;
  readonly io: Readonly<Record<'window', IoTarget & { readonly board: Board }>> = {
    window: { read: () => 0, write: () => {}, peek: () => 0, board: this },
  };
  queue: number[] = [];
  level = 0;
  #empty = 0;
  disk: DiskMedium | null = null;
  constructor(ctx: PartContext) {
    this.ctx = ctx;
  }
  get idle(): boolean {
    return this.#empty > 100 && this.queue.length === 0;
  }
  get pending(): number {
    return this.queue.length;
  }
  take(): number {
    const value = this.queue.shift();
    this.#empty = value === undefined ? this.#empty + 1 : 0;
    return value ?? 0;
  }
  print(code: number, t: number): void {
    this.screen.put(code);
    this.ctx.output('tx', code, t);
  }
  input(name: string, value: InputValue): void {
    if (name === 'level') this.level = value as number;
    else if (typeof value === 'string') for (const c of value) this.queue.push(c.charCodeAt(0));
    else this.queue.push(...(value as Uint8Array));
  }
  insert(_bay: string, medium: unknown): void {
    this.disk = medium as DiskMedium | null;
  }
  reset(kind: ResetKind): void {
    this.queue = [];
    this.#empty = 0;
    if (kind === 'power') {
      this.level = 0;
      this.screen.clear();
    }
  }
  state(io: StateIo): void {
    this.queue = [...io.blob('queue', Uint8Array.from(this.queue))];
    this.level = io.number('level', this.level);
    this.#empty = io.number('empty', this.#empty);
    io.ints('screen', this.screen.characters);
    this.screen.cursorColumn = io.number('column', this.screen.cursorColumn);
    this.screen.cursorRow = io.number('row', this.screen.cursorRow);
    io.string('disk', this.disk?.baseSha1 ?? '');
    const overlay = this.disk?.saveOverlay() ?? { indices: new Int32Array(), data: new Uint8Array() };
    const indices = Int32Array.from(io.blob('indices', Uint8Array.from(overlay.indices)));
    const data = io.blob('data', overlay.data);
    if (io.loading) this.disk?.restoreOverlay({ indices, data });
  }
}

class Cpu implements Processor {
  readonly stateVersion = 1;
  readonly granularity = 'instruction';
  readonly registers = [{ name: 'busy', bits: 16 }];
  readonly atBoundary = true;
  readonly pc = 0;
  readonly #ctx: PartContext;
  cycles = 0;
  #busy = 0;
  #limit = 0;
  constructor(ctx: PartContext) {
    this.#ctx = ctx;
  }
  get space() {
    return this.#ctx.space!;
  }
  run(limit: number): void {
    this.#limit = limit;
    while (this.cycles < this.#limit) this.step();
  }
  stop(limit: number): void {
    if (limit < this.#limit) this.#limit = limit;
  }
  step(): void {
    const t = this.#ctx.clock.tickOf(this.cycles);
    this.cycles += CYCLES;
    if (this.#busy > 0) {
      this.#busy--;
      return;
    }
    const board = this.#ctx.ports!.entries[0]!.io as unknown as { readonly board: Board };
    this.#look(board.board, t);
  }
  #look(board: Board, t: number): void {
    const c = board.take();
    const say = (text: string) => {
      for (const ch of text) board.print(ch.charCodeAt(0), t);
    };
    switch (c) {
      case 0:
        break;
      case 0x18:
        this.#ctx.emit({ kind: 'exit', code: 7 }, t);
        break;
      case 0x12:
        this.#ctx.emit({ kind: 'reset-request' }, t);
        break;
      case 0x02:
        this.#busy = 50_000;
        break;
      case 0x17:
        say(`${board.disk?.writeSector(0, Uint8Array.of(0x57)) ?? 'none'}\r\n`);
        break;
      case 0x04:
        say(`${String.fromCharCode(board.disk?.readSector(0)?.[0] ?? 0x3f)}\r\n`);
        break;
      case 0x0d:
        say('\r\nOK\r\n');
        break;
      default:
        board.print(c, t);
    }
  }
  reset(kind: ResetKind): void {
    if (kind === 'power') this.cycles = 0;
    this.#busy = 0;
  }
  state(io: StateIo): void {
    this.cycles = io.number('cycles', this.cycles);
    this.#busy = io.number('busy', this.#busy);
  }
  getRegister(): number {
    return this.#busy;
  }
  setRegister(_name: string, value: number): void {
    this.#busy = value & 0xffff;
  }
  observe(_observer: BusObserver | null): void {}
  disassemble() {
    return { length: 1, text: 'look' };
  }
}

const BoardPart = definePart({
  type: 'TestBoard',
  title: 'Console and disk',
  inputs: { rx: { kind: 'bytes' }, level: { kind: 'number' } },
  io: { window: { size: 1 } },
  outputs: { tx: {} },
  bays: { disk: { medium: 'disk' } },
  create: (ctx) => new Board(ctx),
});

const CpuPart = definePart({
  type: 'TestCpu',
  title: 'Processor',
  processor: true,
  create: (ctx) => new Cpu(ctx),
});

export const toy = defineMachine({
  id: 'toy',
  title: 'Toy computer',
  year: 1976,
  status: 'working',
  crystal: 2_000_000,
  clocks: { cpu: { divide: 2 } },
  options: {
    ram: { kind: 'integer', title: 'memory', default: 4096, min: 256, max: 65_536, unit: 'bytes' },
    colour: { kind: 'choice', title: 'colour of the screen', default: 'green', values: ['green', 'amber'] },
    loud: { kind: 'flag', title: 'bell', default: false },
    name: { kind: 'text', title: 'name on the case', default: '', maxLength: 8 },
  },
  spaces: {
    memory: { bits: 16, regions: { ram: { ram: 256 } }, views: { all: [{ from: 0, to: 255, region: 'ram' }] } },
  },
  ports: { io: { decode: 0xff, map: [{ from: 0, to: 0, io: 'board.window' }] } },
  parts: {
    cpu: part(CpuPart, { clock: 'cpu', space: 'memory', ports: 'io' }),
    board: part(BoardPart, { clock: 'cpu' }),
  },
  inputs: { console: { title: 'typed', to: 'board.rx' }, level: { title: 'level', to: 'board.level' } },
  outputs: { console: { title: 'printed', from: 'board.tx' } },
  media: { disk: { title: 'disk', bay: 'board.disk', formats: ['raw'] } },
  screen: 'board',
});

/** A catalogue entry for the toy. */
export const toyEntry: MachineEntry = {
  definition: toy,
  summary: 'a toy',
  media: {
    open: (_bay, image, { name, sha1, readOnly }): OpenedMedium => {
      if (image.length === 0) throw new Error(`${name}: the image is empty.`);
      const disk = new DiskMedium({
        format: { id: 'raw', title: 'raw' },
        geometry: {
          cylinders: 1,
          heads: 1,
          sectors: image.length / 16,
          sectorSize: 16,
          order: 'alternate',
          firstSector: 1,
        },
        base: image,
        baseSha1: sha1,
        writeProtected: readOnly ?? false,
      });
      return { medium: disk, disk, format: 'raw' };
    },
  },
  terminal: {
    input: 'console',
    output: 'console',
    keyBytes: (_device, key) => (key === 'enter' ? [13] : key === 'ctrl-x' ? [0x18] : key === 'ctrl-w' ? [0x17] : null),
  },
};

export const blank = (): Uint8Array => new Uint8Array(64).fill(0x2e);
