import { Intel8237APart, Intel8253Part, type Intel8255A, Intel8255APart, Intel8259APart } from '@backplane/chips-intel';
import { Intel8088Part } from '@backplane/cpu-8086';
import {
  createMachine,
  type Device,
  defineMachine,
  definePart,
  type PartContext,
  type StateIo,
  sha1Hex,
} from '@backplane/kernel';
import { bios } from '../src/index.ts';

export const CRYSTAL = 14_318_180;

/** What is on the bench's board. */
export interface BenchOptions {
  readonly bios?: Uint8Array;
  /** KB of RAM; 64. */
  readonly memory?: number;
  /** `5150` reads its switches at port A. */
  readonly model?: '5150' | '5160';
  /** Switches 5 and 6; 2 = colour, 80 columns. */
  readonly display?: 0 | 1 | 2 | 3;
  /** Which display adapters answer. */
  readonly adapters?: readonly ('mono' | 'colour')[];
  /** What the keyboard sends after its reset. */
  readonly keyboard?: readonly number[];
  /** Base ports of serial and printer adapters. */
  readonly serial?: readonly number[];
  readonly parallel?: readonly number[];
  readonly gamePort?: boolean;
  /** Option ROMs by address. */
  readonly roms?: Readonly<Record<number, Uint8Array>>;
  /** Address of 16 bytes of RAM whose bit 1 is always 1. */
  readonly broken?: number;
  /** Port E8h. */
  readonly boot?: number;
}

const PARTS = {
  cpu: { type: Intel8088Part, clock: 'clk', space: 'memory', ports: 'io', options: { ioWaits: 1 } },
} as const;

/** Everything around the chips: ports that are remembered, and doubles of 6845, 8250, printer and game port. */
export class Rest implements Device {
  readonly stateVersion = 1;
  readonly io;
  /** What was written to a port last. */
  readonly ports = new Uint8Array(0x400).fill(0xff);
  /** Registers of the 6845 on the colour and the monochrome adapter. */
  readonly crtc = { colour: new Uint8Array(32), mono: new Uint8Array(32) };
  /** Every write, in order. */
  readonly log: { port: number; value: number }[] = [];
  readonly printed: number[] = [];
  readonly sent: number[] = [];
  /** What a serial port receives. */
  readonly received: number[] = [];
  printerStatus = 0xdf;
  modemStatus = 0x30;
  lineStatus = 0x60;
  buttons = 0xf0;
  /** Ticks for which the one-shots of the game port run. */
  axes = [0, 0, 0, 0];
  penStatus = 0;
  /** Bits 6 and 7 of port C: I/O channel check, RAM parity check. */
  checks = 0;
  portB = 0;
  /** Scan codes to come; the next when the last has been taken. */
  codes: number[] = [];
  readonly #options: BenchOptions;
  readonly #ctx: PartContext<'irq1' | 'gate2'>;
  #code = 0;
  #held = false;
  #games = -1e9;

  constructor(ctx: PartContext<'irq1' | 'gate2'>, options: BenchOptions) {
    this.#ctx = ctx;
    this.#options = options;
    const target = (base: number) => ({
      read: (offset: number, t: number) => this.#read(base + offset, t),
      peek: () => 0xff,
      write: (offset: number, value: number, t: number) => this.#write(base + offset, value, t),
    });
    const cells = new Uint8Array(16);
    const broken = {
      read: (offset: number) => cells[offset]! | 2,
      peek: (offset: number) => cells[offset]! | 2,
      write: (offset: number, value: number) => {
        cells[offset] = value;
      },
    };
    this.io = { low: target(0xe8), high: target(0x200), broken };
  }

  attach({ ppi }: Readonly<Record<string, Device>>): void {
    const { model = '5160', display = 2 } = this.#options;
    const switches = 0x0d | (display << 4);
    (ppi as Intel8255A).connect({
      readA: () => (model === '5150' && (this.portB & 0x80) !== 0 ? switches : this.#code),
      readC: () => this.checks | (model === '5150' ? 0 : (this.portB & 8) !== 0 ? switches >> 4 : switches & 15),
      changedB: (value, t) => {
        const before = this.portB;
        this.portB = value;
        this.#ctx.out.gate2.drive((value & 1) !== 0, t);
        if ((value & 0x80) !== 0) {
          this.#code = 0;
          this.#ctx.out.irq1.drive(false, t);
        }
        if ((value & 0x40) === 0) this.#held = true;
        else if (this.#held) {
          this.#held = false;
          this.codes.push(...(this.#options.keyboard ?? [0xaa]));
        }
        if ((before & 0x80) !== 0 && (value & 0x80) === 0) this.next(t);
      },
    });
  }

  /** The keyboard sends its next code, if the last one has been taken. */
  next(t: number): void {
    if (this.#code !== 0 || this.codes.length === 0 || (this.portB & 0xc0) !== 0x40) return;
    this.#code = this.codes.shift()!;
    this.#ctx.out.irq1.drive(true, t);
  }

  #adapter(port: number): 'colour' | 'mono' | undefined {
    const kind = (port & 0x3f0) === 0x3d0 ? 'colour' : (port & 0x3f0) === 0x3b0 && port < 0x3bc ? 'mono' : undefined;
    return kind !== undefined && (this.#options.adapters ?? ['colour']).includes(kind) ? kind : undefined;
  }

  #read(port: number, t: number): number {
    const kind = this.#adapter(port);
    if (kind !== undefined) {
      if ((port & 15) === 5) return this.crtc[kind][this.ports[port - 1]! & 31]!;
      if ((port & 15) === 10) return this.penStatus | (Math.floor(t / 300) & 1);
      return 0xff;
    }
    const { serial = [], parallel = [], gamePort = false, boot = 0xff } = this.#options;
    if (port === 0xe8) return boot;
    if (port === 0x201 && gamePort) {
      return this.buttons | this.axes.reduce((bits, ticks, n) => bits | (t - this.#games < ticks ? 1 << n : 0), 0);
    }
    if (serial.includes(port & 0x3f8)) {
      switch (port & 7) {
        case 0:
          return this.received.shift() ?? 0;
        case 2:
          return 1;
        case 5:
          return this.lineStatus | (this.received.length > 0 ? 1 : 0);
        case 6:
          return this.modemStatus;
        default:
          return this.ports[port]!;
      }
    }
    if (parallel.includes(port)) return this.ports[port]!;
    if (parallel.includes(port - 1)) return this.printerStatus;
    return 0xff;
  }

  #write(port: number, value: number, t: number): void {
    const before = this.ports[port]!;
    this.ports[port] = value;
    this.log.push({ port, value });
    const kind = this.#adapter(port);
    if (kind !== undefined && (port & 15) === 5) this.crtc[kind][this.ports[port - 1]! & 31] = value;
    if (port === 0x201) this.#games = t;
    const { serial = [], parallel = [] } = this.#options;
    if (serial.includes(port) && (this.ports[port + 3]! & 0x80) === 0) this.sent.push(value);
    // STROBE
    if (parallel.includes(port - 2) && (value & 1) === 0 && (before & 1) === 1 && before !== 0xff) {
      this.printed.push(this.ports[port - 2]!);
    }
  }

  reset(): void {}
  state(_io: StateIo): void {}
}

function definition(options: BenchOptions) {
  const memory = options.memory ?? 64;
  const images = Object.entries(options.roms ?? {});
  const image = options.bios ?? bios.bytes;
  let rest!: Rest;
  const restPart = definePart({
    type: 'Rest',
    title: 'rest',
    pins: { irq1: 'out', gate2: 'out' },
    io: { low: { size: 1, title: 'low' }, high: { size: 0x200, title: 'high' }, broken: { size: 16, title: 'broken' } },
    create: (ctx) => {
      rest = new Rest(ctx as unknown as PartContext<'irq1' | 'gate2'>, options);
      return rest;
    },
  });
  const rom = (id: string, bytes: Uint8Array) => ({
    title: id,
    size: bytes.length,
    images: [{ id, title: id, sha1: sha1Hex(bytes), bytes }],
  });
  const cell = options.broken;
  const machine = defineMachine({
    id: 'bench',
    title: 'bench',
    year: 1981,
    maker: '',
    status: 'partial',
    crystal: CRYSTAL,
    clocks: { clk: { divide: 3, title: 'clk' }, pit: { divide: 12, title: 'pit' } },
    roms: {
      bios: rom('bios', image),
      ...Object.fromEntries(images.map(([at, bytes]) => [`rom${at}`, rom(`rom${at}`, bytes)])),
    },
    parts: {
      ...PARTS,
      pic: { type: Intel8259APart, clock: 'clk' },
      pit: { type: Intel8253Part, clock: 'pit' },
      dma: { type: Intel8237APart, clock: 'clk' },
      rest: { type: restPart, clock: 'clk', peers: { ppi: 'ppi' } },
      ppi: { type: Intel8255APart, clock: 'clk' },
    },
    spaces: {
      memory: {
        bits: 20,
        regions: {
          ram: { ram: memory * 1024 },
          video: { ram: 0x10000 },
          bios: { rom: 'bios' },
          ...Object.fromEntries(images.map(([at]) => [`rom${at}`, { rom: `rom${at}` }])),
        },
        views: {
          main: [
            { from: 0, to: (cell === undefined ? memory * 1024 : cell & ~15) - 1, region: 'ram' },
            { from: 0xb0000, to: 0xbffff, region: 'video' },
            ...images.map(([at, bytes]) => ({ from: +at, to: +at + bytes.length - 1, region: `rom${at}` })),
            { from: 0xfe000, to: 0xfffff, region: 'bios' },
            ...(cell === undefined
              ? []
              : [
                  { from: cell & ~15, to: cell | 15, io: 'rest.broken' },
                  { from: (cell | 15) + 1, to: memory * 1024 - 1, region: 'ram', offset: (cell | 15) + 1 },
                ]),
          ],
        },
      },
    },
    ports: {
      io: {
        decode: 0x3ff,
        acknowledge: 'pic',
        map: [
          { from: 0x000, to: 0x01f, io: 'dma.registers' },
          { from: 0x020, to: 0x03f, io: 'pic.registers' },
          { from: 0x040, to: 0x05f, io: 'pit.registers' },
          { from: 0x060, to: 0x07f, io: 'ppi.registers' },
          { from: 0x0e8, to: 0x0e8, io: 'rest.low' },
          { from: 0x200, to: 0x3ff, io: 'rest.high' },
        ],
      },
    },
    lines: {
      intr: { title: 'INTR', from: ['pic.int'], to: ['cpu.intr'] },
      irq0: { title: 'IRQ0', from: ['pit.out0'], to: ['pic.ir0'] },
      irq1: { title: 'IRQ1', from: ['rest.irq1'], to: ['pic.ir1'] },
      gate2: { title: 'gate 2', from: ['rest.gate2'], to: ['pit.gate2'] },
    },
  } as never);
  return { machine, rest: () => rest };
}

type Registers = Partial<Record<'ax' | 'bx' | 'cx' | 'dx' | 'si' | 'di' | 'bp' | 'ds' | 'es' | 'flags', number>>;
const NAMES = ['ax', 'bx', 'cx', 'dx', 'si', 'di', 'bp', 'ds', 'es', 'flags', 'sp', 'ss'] as const;

/** A board with the BIOS, to be started or called. */
export class Bench {
  readonly machine;
  readonly rest: Rest;
  readonly #cpu;
  readonly #memory;
  #parked = false;

  constructor(options: BenchOptions = {}) {
    const { machine, rest } = definition(options);
    this.machine = createMachine(machine);
    this.rest = rest();
    this.#cpu = this.machine.processors[0]! as unknown as {
      getRegister(name: string): number;
      setRegister(name: string, value: number): void;
    };
    this.#memory = this.machine.wired.spaces.memory!;
  }

  /** Runs for milliseconds. */
  run(ms: number): this {
    this.machine.run(Math.round((CRYSTAL * ms) / 1000));
    return this;
  }
  /** Runs until it is so, looking every `step` ms; fails after `limit` ms. */
  until(what: () => boolean, limit = 4000, step = 5): this {
    for (let ms = 0; ms < limit; ms += step) {
      if (what()) return this;
      this.run(step);
    }
    throw new Error(`Not within ${limit} ms; screen:\n${this.text().join('\n')}`);
  }
  peek(address: number): number {
    return this.#memory.peek(address);
  }
  word(address: number): number {
    return this.peek(address) | (this.peek(address + 1) << 8);
  }
  bytes(address: number, length: number): number[] {
    return Array.from({ length }, (_, n) => this.peek(address + n));
  }
  poke(address: number, ...bytes: number[]): this {
    bytes.forEach((byte, n) => {
      this.#memory.poke(address + n, byte);
    });
    return this;
  }
  pokeWord(address: number, value: number): this {
    return this.poke(address, value & 0xff, value >> 8);
  }
  /** Word of the BIOS data area. */
  bda(offset: number): number {
    return this.word(0x400 + offset);
  }
  register(name: string): number {
    return this.#cpu.getRegister(name);
  }
  /** Rows of the text screen without trailing blanks. */
  text(segment = 0xb8000, columns = 80): string[] {
    return Array.from({ length: 25 }, (_, row) =>
      Array.from({ length: columns }, (_, column) => {
        const code = this.peek(segment + (row * columns + column) * 2);
        return code < 32 || code > 126 ? ' ' : String.fromCharCode(code);
      })
        .join('')
        .trimEnd(),
    );
  }
  get screen(): string {
    return this.text().join('\n');
  }
  /** The keyboard sends codes, one after the other. */
  scan(...codes: number[]): this {
    for (const code of codes) {
      this.rest.codes.push(code);
      this.rest.next(this.machine.tick);
      this.run(4);
    }
    return this;
  }

  /** Starts the machine, waits until the BIOS asks for a system disk, and leaves the processor halted. */
  start(): this {
    this.until(() => this.bda(0x10) !== 0 && /No system disk/.test(this.screen + this.text(0xb0000).join('')));
    this.call(0x11);
    return this;
  }

  /** The processor is where a call leaves it, not in an interrupt. */
  #back(): boolean {
    return this.register('cs') === 0 && this.register('ip') >= 0x602 && this.register('ip') < 0x605;
  }

  /** Calls an interrupt from 0000:0600 with the stack at 0000:1000 and gives the registers afterwards. */
  call(int: number, registers: Registers = {}, limit = 2000): Required<Registers> & { carry: boolean; zero: boolean } {
    // an interrupt that runs must come to its end
    for (let n = 0; n < 200 && this.#parked && !this.#back(); n++) this.run(0.1);
    this.#parked = false;
    this.poke(0x600, 0xcd, int, 0xf4, 0xeb, 0xfd);
    const before = { ax: 0, bx: 0, cx: 0, dx: 0, si: 0, di: 0, bp: 0, ds: 0, es: 0, flags: 0x202, ...registers };
    for (const [name, value] of Object.entries({ ...before, cs: 0, ip: 0x600, ss: 0, sp: 0x1000 })) {
      this.#cpu.setRegister(name, value);
    }
    for (let ms = 0; !this.#back(); ms += 0.5) {
      if (ms > limit) throw new Error(`INT ${int.toString(16)} has not come back in ${limit} ms.`);
      this.run(0.5);
    }
    this.#parked = true;
    const after = Object.fromEntries(NAMES.map((name) => [name, this.register(name)])) as Required<Registers>;
    return { ...after, carry: (after.flags & 1) !== 0, zero: (after.flags & 0x40) !== 0 };
  }
}

/** Low and high byte. */
export const low = (word: number) => word & 0xff;
export const high = (word: number) => word >> 8;
