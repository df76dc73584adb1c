import type { DmaClient } from '@backplane/chips-intel';
import type { Device } from '@backplane/kernel';
import { type FloppyDisk, openFloppy } from '@backplane/media';
import { DeviceBench } from '@backplane/testkit';
import { type FloppyAdapter, FloppyAdapterPart, type FloppyDriveType } from '../../src/index.ts';

export const CRYSTAL = 14_318_180;
/** Ticks of some milliseconds. */
export const ms = (n: number): number => Math.round((n * CRYSTAL) / 1000);

/** DMA channel 2 as a test wants it: answers each request at once, or not at all. */
export class TestDma {
  memory: Uint8Array = new Uint8Array(0);
  at = 0;
  mode: 'idle' | 'to-memory' | 'from-memory' | 'verify' = 'idle';
  /** TC after this many bytes. */
  count = 0;
  /** Tick of each transfer. */
  readonly times: number[] = [];
  client: DmaClient | null = null;

  connect(_channel: number, client: DmaClient): void {
    this.client = client;
  }

  program(mode: 'to-memory' | 'from-memory' | 'verify', memory: Uint8Array, count = memory.length): void {
    this.mode = mode;
    this.memory = memory;
    this.count = count;
    this.at = 0;
    this.times.length = 0;
  }

  request(_channel: number, on: boolean, t: number): void {
    if (!on || this.mode === 'idle') return;
    const last = this.at === this.count - 1;
    if (last) this.client!.terminalCount!(t);
    this.times.push(t);
    const i = this.at++;
    const { mode } = this;
    if (last) this.mode = 'idle';
    if (mode === 'to-memory') this.memory[i] = this.client!.read(t);
    else if (mode === 'from-memory') this.client!.write(this.memory[i]!, t);
    else this.client!.verify!(t);
  }
}

/** What a command ended with. */
export interface Ended {
  readonly result: readonly number[];
  /** Ticks from the last byte of the command to INT. */
  readonly ticks: number;
}

/** The card with a program that drives it as a BIOS does. */
export class Rig {
  readonly bench: DeviceBench<typeof FloppyAdapterPart>;
  readonly dma = new TestDma();

  constructor(options: { a?: FloppyDriveType; b?: FloppyDriveType; highDensity?: boolean } = {}) {
    this.bench = new DeviceBench({ part: FloppyAdapterPart, options, crystal: CRYSTAL });
    const board = { install: () => {} };
    this.bench.device.attach({
      dma: this.dma as unknown as Device,
      board: board as unknown as Device,
    });
  }

  get card(): FloppyAdapter {
    return this.bench.device;
  }

  get irq(): boolean {
    return this.bench.out.irq!.on;
  }

  insert(bay: 'a' | 'b', image: Uint8Array | FloppyDisk): FloppyDisk {
    const disk = image instanceof Uint8Array ? openFloppy(image).medium : image;
    this.bench.insert(bay, disk);
    return disk;
  }

  dor(value: number): void {
    this.bench.write('registers', 0, value);
  }

  rate(kbps: 500 | 300 | 250 | 1000): void {
    this.bench.write('registers', 5, [500, 300, 250, 1000].indexOf(kbps));
  }

  status(): number {
    return this.bench.read('registers', 2);
  }

  /** Waits until RQM is on. */
  ready(out: boolean): void {
    for (let i = 0; i < 100; i++) {
      const status = this.status();
      if ((status & 0x80) !== 0) {
        if (((status & 0x40) !== 0) !== out) throw new Error(`main status ${status.toString(16)}, wrong direction`);
        return;
      }
      this.bench.advance(20);
    }
    throw new Error(`main status ${this.status().toString(16)} is never ready`);
  }

  send(...bytes: readonly number[]): void {
    for (const byte of bytes) {
      this.ready(false);
      this.bench.write('registers', 3, byte);
    }
  }

  results(count: number): number[] {
    return Array.from({ length: count }, () => {
      this.ready(true);
      return this.bench.read('registers', 3);
    });
  }

  /** Runs until IRQ6. @returns ticks that it took, Infinity if it does not come in time */
  untilIrq(limit = ms(2500)): number {
    const start = this.bench.tick;
    while (!this.irq) {
      const next = Math.min(this.bench.scheduler.next, start + limit);
      this.bench.advance(next - this.bench.tick);
      if (this.irq) break;
      if (next >= start + limit) return Number.POSITIVE_INFINITY;
    }
    return this.bench.tick - start;
  }

  /** A command with seven bytes of result. */
  command(...bytes: readonly number[]): Ended {
    this.send(...bytes);
    const ticks = this.untilIrq();
    if (ticks === Number.POSITIVE_INFINITY) return { result: [], ticks };
    return { result: this.results(7), ticks };
  }

  sense(): number[] {
    this.send(8);
    const first = this.results(1);
    return first[0] === 0x80 ? first : [...first, ...this.results(1)];
  }

  /** SEEK to a cylinder, or RECALIBRATE. @returns what SENSE INTERRUPT gives */
  seek(cylinder: number | 'home', unit = 0): number[] {
    if (cylinder === 'home') this.send(7, unit);
    else this.send(0x0f, unit, cylinder);
    this.untilIrq();
    return this.sense();
  }

  /** Resets the controller, starts the motor of drive A and waits for it; step rate 6 ms, head load 4 ms, at 250 kbit/s. */
  start(drive = 0): this {
    this.dor(0x08);
    this.dor(0x0c | (0x10 << drive) | drive);
    this.untilIrq();
    for (let i = 0; i < 4; i++) this.sense();
    this.send(3, 0xdf, 0x02);
    this.bench.advance(ms(510));
    return this;
  }

  /** READ DATA of some sectors into memory. */
  readData(c: number, h: number, r: number, eot: number, bytes: number, opcode = 0xe6): Ended & { data: Uint8Array } {
    const data = new Uint8Array(bytes);
    this.dma.program('to-memory', data);
    return { ...this.command(opcode, h << 2, c, h, r, 2, eot, 0x2a, 0xff), data };
  }

  writeData(c: number, h: number, r: number, eot: number, data: Uint8Array, opcode = 0xc5): Ended {
    this.dma.program('from-memory', data);
    return this.command(opcode, h << 2, c, h, r, 2, eot, 0x2a, 0xff);
  }

  formatTrack(
    c: number,
    h: number,
    rs: readonly number[],
    options: { n?: number; gap3?: number; filler?: number } = {},
  ) {
    const { n = 2, gap3 = 0x50, filler = 0xf6 } = options;
    this.dma.program('from-memory', Uint8Array.from(rs.flatMap((r) => [c, h, r, n])));
    return this.command(0x4d, h << 2, n, rs.length, gap3, filler);
  }
}

/** An image in which every byte tells where it is. */
export function patterned(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, i) => (i * 7 + (i >> 9) * 13 + (i >> 16)) & 0xff);
}
