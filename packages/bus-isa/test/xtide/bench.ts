import { INTEL_8088, type Standalone8086, standalone8086 } from '@backplane/cpu-8086';
import { ClockDomain, type IoTarget, PortSpace, ratio, Scheduler } from '@backplane/kernel';
import { type HardDisk, type ImageStore, openHardDisk } from '@backplane/media';
import { xtide as firmware } from '@backplane/roms-ibm-pc';
import { XtIde, type XtIdeVariant } from '../../src/cards/xtide/xtide.ts';

/** Master clock of a PC, Hz. */
export const CRYSTAL = 14_318_180;

/** A card on its own, with a clock that the test moves. */
export class CardBench {
  readonly scheduler = new Scheduler();
  readonly card: XtIde;
  t = 0;

  constructor(variant: XtIdeVariant = 'rev1', scheduler = new Scheduler()) {
    this.scheduler = scheduler;
    this.card = new XtIde(
      {
        id: 'ide',
        clock: new ClockDomain('clk', ratio(3)),
        ticksPerSecond: CRYSTAL,
        scheduler,
        out: {},
        in: {},
        space: null,
        ports: null,
        rom: null,
        emit: () => {},
        output: () => {},
      },
      { variant },
    );
    this.card.reset('power', 0);
  }

  in(offset: number): number {
    this.t += 30;
    return this.card.io.registers.read(offset, this.t);
  }

  out(offset: number, value: number): void {
    this.t += 30;
    this.card.io.registers.write(offset, value, this.t);
  }

  /** Polls until the drive is not busy. Returns the status. */
  ready(): number {
    for (let n = 0; n < 1e6; n++) {
      const status = this.in(7);
      if ((status & 0x80) === 0) return status;
    }
    throw new Error('the drive stays busy');
  }

  /** Registers of revision 1: count, sector, cylinder, device; then the command. Returns the status when it is ready. */
  command(code: number, registers: { count?: number; sector?: number; cylinder?: number; device?: number } = {}) {
    const { count = 1, sector = 1, cylinder = 0, device = 0 } = registers;
    this.out(6, device | 0xa0);
    this.out(2, count);
    this.out(3, sector);
    this.out(4, cylinder & 0xff);
    this.out(5, cylinder >> 8);
    this.out(7, code);
    return this.ready();
  }

  /** A block's address as registers. */
  lba(block: number, count = 1, device = 0) {
    return { count, sector: block & 0xff, cylinder: (block >> 8) & 0xffff, device: device | 0x40 | (block >> 24) };
  }

  /** A sector from the data register. */
  take(): Uint8Array {
    const bytes = new Uint8Array(512);
    for (let i = 0; i < 512; i += 2) {
      bytes[i] = this.in(0);
      bytes[i + 1] = this.in(8);
    }
    return bytes;
  }

  give(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 2) {
      this.out(8, bytes[i + 1]!);
      this.out(0, bytes[i]!);
    }
  }

  words(): Uint16Array {
    const bytes = this.take();
    return Uint16Array.from({ length: 256 }, (_, i) => bytes[i * 2]! | (bytes[i * 2 + 1]! << 8));
  }
}

/** Bytes of a sector that tell which one it is. */
export function pattern(block: number, salt = 0): Uint8Array {
  const bytes = new Uint8Array(512);
  let x = (block * 2654435761 + salt * 40503 + 1) >>> 0;
  for (let i = 0; i < 512; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

/** A disk of so many sectors, of which some have their {@link pattern} and the others nothing. */
export function disk(sectors: number, format?: string, blocks: Iterable<number> = []): HardDisk {
  const filled = new Map([...blocks].map((block) => [block, pattern(block)]));
  const store: ImageStore = {
    size: sectors * 512,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; at += 512) {
        const block = filled.get((offset + at) / 512);
        if (block !== undefined) bytes.set(block.subarray(0, length - at), at);
      }
      return bytes;
    },
  };
  return openHardDisk(store, format === undefined ? {} : { format }).disk;
}

/** Registers of revision 1 of a drive that takes no block numbers, and does not say so in IDENTIFY. */
function withoutLba(registers: IoTarget): IoTarget {
  let word = -1;
  return {
    peek: (offset) => registers.peek(offset),
    read(offset, t) {
      if (offset === 0) word++;
      const value = registers.read(offset, t);
      return offset === 8 && word === 49 ? 0 : value;
    },
    write(offset, value, t) {
      if (offset === 6 && (value & 0x40) !== 0) throw new Error('the drive was given a block number');
      if (offset === 7) word = value === 0xec ? -1 : 256;
      registers.write(offset, value, t);
    },
  };
}

/** Registers of an INT call. */
export interface Registers {
  ax?: number;
  bx?: number;
  cx?: number;
  dx?: number;
  si?: number;
  di?: number;
  es?: number;
  ds?: number;
}

const ROM = 0xc8000;
/** Where the stubs of a BIOS are, and where calls are made from. */
const STUBS = 0xf0000;
const CALLER = 0x500;
/** `out 0EBh, al` and `jmp $`: ends a run, and changes no register. */
export const END = [0xe6, 0xeb, 0xeb, 0xfe];

export interface RomBenchOptions {
  readonly variant?: XtIdeVariant;
  /** KB, 640 if absent. */
  readonly memory?: number;
  /** The BIOS has our name in it. */
  readonly ownBios?: boolean;
  /** Hard disks of another card. */
  readonly disksBefore?: number;
  /** What port E8h has. */
  readonly bootOrder?: number;
  /** The drive takes no block numbers. */
  readonly without?: 'lba';
}

/** An 8088 with the card, its ROM, and as much of a BIOS as the ROM needs. */
export class RomBench {
  readonly machine: Standalone8086;
  readonly card: XtIde;
  /** What INT 10h, function 0Eh, was given. */
  text = '';
  /** What the floppies' INT 13h was called with. */
  floppyCalls: number[] = [];
  #ended = false;

  constructor(disks: readonly (HardDisk | null)[], options: RomBenchOptions = {}) {
    const scheduler = new Scheduler();
    const bench = new CardBench(options.variant ?? 'rev1', scheduler);
    this.card = bench.card;
    disks.forEach((d, i) => {
      this.card.insert(`disk${i}`, d, 0);
    });
    const ports = new PortSpace('io', 0x3ff, scheduler);
    const registers = this.card.io.registers;
    ports.map({
      from: 0x300,
      to: 0x31f,
      name: 'ide',
      io: options.without === 'lba' ? withoutLba(registers) : registers,
    });
    const probe = (write: (value: number) => void, value = 0xff) => ({
      read: () => value,
      peek: () => value,
      write: (_offset: number, v: number) => write(v),
    });
    ports.map({ from: 0xe9, to: 0xe9, name: 'text', io: probe((v) => (this.text += String.fromCharCode(v))) });
    ports.map({ from: 0xea, to: 0xea, name: 'floppy', io: probe((v) => this.floppyCalls.push(v)) });
    const end = (): void => {
      this.#ended = true;
      this.machine.cpu.stop(0);
    };
    ports.map({ from: 0xeb, to: 0xeb, name: 'end', io: probe(end) });
    if (options.bootOrder !== undefined) {
      ports.map({ from: 0xe8, to: 0xe8, name: 'order', io: probe(() => {}, options.bootOrder) });
    }
    this.machine = standalone8086({ variant: INTEL_8088, scheduler, ports, ticks: 3 });
    const { space } = this.machine;
    this.poke(ROM, firmware.bytes);
    // INT 10h: out E9h; INT 13h of the floppies: function to EAh, AH = 80h, CF = 1; others: IRET
    this.poke(STUBS, [0x80, 0xfc, 0x0e, 0x75, 0x02, 0xe6, 0xe9, 0xcf]);
    this.poke(STUBS + 0x20, [0x50, 0x88, 0xe0, 0xe6, 0xea, 0x58, 0xb4, 0x80, 0xf9, 0xca, 0x02, 0x00]);
    this.poke(STUBS + 0x40, [0xcf]);
    for (let n = 0; n < 256; n++) this.vector(n, n === 0x10 ? 0 : n === 0x13 ? 0x20 : 0x40);
    const memory = options.memory ?? 640;
    this.poke(0x410, [1, 0, 0, memory & 0xff, memory >> 8]);
    space.poke(0x475, options.disksBefore ?? 0);
    if (options.ownBios === true)
      this.poke(
        0xfe010,
        [...'Backplane'].map((c) => c.charCodeAt(0)),
      );
  }

  vector(type: number, offset: number): void {
    this.poke(type * 4, [offset & 0xff, offset >> 8, STUBS >> 4, (STUBS >> 4) >> 8]);
  }

  poke(address: number, bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.machine.space.poke(address + i, bytes[i]!);
  }

  peek(address: number, count: number): Uint8Array {
    return Uint8Array.from({ length: count }, (_, i) => this.machine.space.peek(address + i));
  }

  word(address: number): number {
    return this.machine.space.peek(address) | (this.machine.space.peek(address + 1) << 8);
  }

  get seconds(): number {
    return (this.machine.cpu.cycles * 3) / CRYSTAL;
  }

  register(name: string): number {
    return this.machine.cpu.getRegister(name);
  }

  /** Runs until the program says that it has ended, by {@link END}. */
  run(seconds = 60): void {
    const { cpu } = this.machine;
    const end = cpu.cycles + (seconds * CRYSTAL) / 3;
    this.#ended = false;
    while (!this.#ended) {
      if (cpu.cycles >= end) throw new Error(`the program does not end within ${seconds} s`);
      cpu.run(Math.min(end, cpu.cycles + 1_000_000));
    }
  }

  /** Goes on at an address, with a stack. */
  jump(segment: number, offset: number, registers: Registers = {}): void {
    const all = { cs: segment, ip: offset, ss: 0x50, sp: 0x2f00, flags: 0x200, ...registers };
    for (const [name, value] of Object.entries(all)) this.machine.cpu.setRegister(name, value as number);
  }

  #call(code: readonly number[], registers: Registers, seconds?: number): void {
    this.poke(CALLER, [...code, ...END]);
    this.jump(0, CALLER, registers);
    this.run(seconds);
  }

  /** Calls the ROM's start-up. */
  start(): this {
    this.#call([0x9a, 3, 0, 0, ROM >> 12], { ax: 0x1111, bx: 0x2222, cx: 0x3333, dx: 0x4444 });
    return this;
  }

  /** INT 13h. Registers not given are 0. */
  int13(registers: Registers, seconds?: number) {
    const given = { ax: 0, bx: 0, cx: 0, dx: 0, si: 0, di: 0, es: 0, ds: 0, ...registers };
    this.#call([0xcd, 0x13], given, seconds);
    const of = (name: string) => this.register(name);
    return {
      ah: of('ax') >> 8,
      al: of('ax') & 0xff,
      bx: of('bx'),
      cx: of('cx'),
      dx: of('dx'),
      si: of('si'),
      di: of('di'),
      es: of('es'),
      ds: of('ds'),
      carry: (of('flags') & 1) !== 0,
    };
  }

  /** INT 13h over cylinder, head and sector. */
  chs(ah: number, c: number, h: number, s: number, count: number, address: number, drive = 0x80) {
    return this.int13({
      ax: (ah << 8) | count,
      cx: ((c & 0xff) << 8) | ((c >> 8) << 6) | s,
      dx: (h << 8) | drive,
      es: address >> 4,
      bx: address & 15,
    });
  }
}
