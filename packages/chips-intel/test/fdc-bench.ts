import { DeviceBench } from '@backplane/testkit';
import { type FdcFormat, type FdcSector, type FdcTrack, type FloppyDrive, Intel8272APart } from '../src/index.ts';

/** Ticks a second: the 8 MHz clock that goes with 500 kbit/s. */
export const CRYSTAL = 8_000_000;
export const ms = (n: number): number => n * (CRYSTAL / 1000);

/** Sectors at equal distances on a track. */
export function sectors(count: number, part: (i: number) => Partial<FdcSector> = () => ({})): FdcSector[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ c: 0, h: 0, r: i + 1, n: 2, size: 512, deleted: false, dataError: false, idError: false },
    position: 161 + i * 654,
    ...part(i),
  }));
}

/** A drive of 300 rpm with one track on each side, which the test describes. */
export class TestDrive implements FloppyDrive {
  turning = true;
  cylinder = 3;
  protect = false;
  broken = false;
  encoding: 'fm' | 'mfm' = 'mfm';
  capacity = 6250;
  kbps = 250;
  /** Sectors and data of each side. */
  sides: FdcSector[][] = [sectors(9), sectors(9, () => ({ h: 1 }))];
  data = new Map<string, Uint8Array>();
  readonly formats: (FdcFormat & { readonly head: number })[] = [];

  revolution(): number {
    return this.turning ? CRYSTAL / 5 : 0;
  }
  trackZero(): boolean {
    return this.cylinder === 0;
  }
  writeProtected(): boolean {
    return this.protect;
  }
  twoSided(): boolean {
    return true;
  }
  fault(): boolean {
    return this.broken;
  }
  step(inward: boolean): void {
    this.cylinder = Math.max(0, this.cylinder + (inward ? 1 : -1));
  }
  rate(kbps: number): number {
    return kbps;
  }
  track(head: number, kbps: number): FdcTrack | null {
    if (kbps !== this.kbps) return null;
    return { encoding: this.encoding, capacity: this.capacity, sectors: this.sides[head]! };
  }
  read(head: number, index: number): Uint8Array | undefined {
    const sector = this.sides[head]![index]!;
    return this.data.get(`${head}.${index}`) ?? filled(sector.size, head * 16 + sector.r);
  }
  write(head: number, index: number, data: Uint8Array, deleted: boolean): boolean {
    if (this.broken) return false;
    const sector = this.sides[head]![index]!;
    this.sides[head]![index] = { ...sector, deleted, dataError: false };
    this.data.set(`${head}.${index}`, data.slice());
    return true;
  }
  format(head: number, format: FdcFormat): boolean {
    if (this.broken) return false;
    this.formats.push({ ...format, ids: format.ids.slice(), head });
    return true;
  }
}

/** Bytes that differ from sector to sector and within one. */
export function filled(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => (seed * 37 + i) & 0xff);
}

/** What a command ended with. */
export interface Ended {
  readonly result: readonly number[];
  /** Tick of INT. */
  readonly at: number;
  /** Bytes that came. */
  readonly read: readonly number[];
  /** Tick at which each byte was asked for. */
  readonly times: readonly number[];
}

/** What the processor's side does with requests. */
export interface Service {
  /** Bytes to give; without it bytes are taken. */
  readonly give?: ArrayLike<number>;
  /** TC with this byte. */
  readonly count?: number;
  /** Bytes after which requests are answered no more. */
  readonly stopAt?: number;
  /** Ticks from DRQ to the transfer. */
  readonly delay?: number;
}

/** An 8272A with a drive as unit 0, and a processor that waits for RQM and serves DRQ. */
export class FdcBench {
  readonly bench = new DeviceBench({ part: Intel8272APart, crystal: CRYSTAL });
  readonly drive = new TestDrive();

  constructor(model: '8272A' | 'uPD765B' = '8272A') {
    if (model !== '8272A') this.bench = new DeviceBench({ part: Intel8272APart, crystal: CRYSTAL, options: { model } });
    this.bench.device.connect(0, this.drive);
  }

  get chip() {
    return this.bench.device.chip;
  }

  get int(): boolean {
    return this.bench.out.int!.on;
  }

  get status(): number {
    return this.bench.read('registers', 0);
  }

  /** Answers the interrupt after RESET. Step rate 4 ms, head unload 32 ms, head load 8 ms at 250 kbit/s (4 MHz). */
  start(): this {
    this.bench.advance(ms(3));
    while (this.sense().length > 1);
    this.send(0x03, 0xe1, 0x04);
    return this;
  }

  ready(out: boolean): void {
    for (let i = 0; i < 50; i++) {
      const { status } = this;
      if ((status & 0xc0) === (out ? 0xc0 : 0x80)) return;
      this.bench.advance(10);
    }
    throw new Error(`main status stays ${this.status.toString(16)}`);
  }

  send(...bytes: readonly number[]): void {
    for (const byte of bytes) {
      this.ready(false);
      this.bench.write('registers', 1, byte);
    }
  }

  results(count: number): number[] {
    return Array.from({ length: count }, () => {
      this.ready(true);
      return this.bench.read('registers', 1);
    });
  }

  sense(): number[] {
    this.send(8);
    const [st0] = this.results(1);
    return st0 === 0x80 ? [st0] : [st0!, ...this.results(1)];
  }

  /** Runs until something happens: DRQ, INT, or `limit` has passed. */
  until(done: () => boolean, limit = ms(2000)): boolean {
    const end = this.bench.tick + limit;
    while (!done()) {
      const next = Math.min(this.bench.scheduler.next, end);
      this.bench.advance(Math.max(0, next - this.bench.tick));
      if (!done() && next >= end) return false;
    }
    return true;
  }

  /** A command with data and seven bytes of result. */
  command(bytes: readonly number[], service: Service = {}): Ended {
    const read: number[] = [];
    const times: number[] = [];
    this.send(...bytes);
    const { bench } = this;
    const drq = bench.out.drq!;
    while (this.until(() => this.int || drq.on)) {
      if (this.int) break;
      if (read.length === service.stopAt || times.length === service.stopAt) {
        this.until(() => this.int);
        break;
      }
      times.push(bench.tick);
      bench.advance(service.delay ?? 0);
      if (service.give === undefined) read.push(this.chip.dmaRead(bench.tick));
      else this.chip.dmaWrite(service.give[times.length - 1] ?? 0, bench.tick);
      if (times.length === service.count) this.chip.terminalCount(bench.tick);
    }
    if (!this.int) return { result: [], at: Number.POSITIVE_INFINITY, read, times };
    const at = bench.tick;
    return { result: this.results(7), at, read, times };
  }
}
