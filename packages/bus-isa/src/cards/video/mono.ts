import { type Crtc6845Model, Mc6845 } from '@backplane/chips-motorola';
import {
  ATTRIBUTE,
  type Device,
  type IoTarget,
  type PartContext,
  type ResetKind,
  ratio,
  type StateIo,
  type TextScreen,
  type VideoOutput,
  WiringError,
} from '@backplane/kernel';
import type { IsaBoard } from '../../slot.ts';
import { CardBeam } from './beam.ts';
import { type CellLook, CellScreen, type CellSource } from './cell-screen.ts';
import { BRIGHT, MONO_MODE, MonoPicture } from './mono-picture.ts';

/*
 * The monochrome adapters: IBM's and the Hercules Graphics Card
 *
 * Sources: IBM, *Technical Reference*, "Monochrome Display and Printer Adapter"; Hercules Computer Technology, *Graphics
 * Card Owner's Manual* (1982); Ralf Brown's list of ports, 03B0–03BF.
 */

/** Colours of a phosphor: black, normal, bright, and intensity alone; 0xRRGGBB. */
const PHOSPHORS = {
  green: [0x000000, 0x00aa00, 0x55ff55, 0x005500],
  amber: [0x000000, 0xc08000, 0xffc040, 0x503000],
  white: [0x000000, 0xaaaaaa, 0xffffff, 0x555555],
} as const;

export type Phosphor = keyof typeof PHOSPHORS;

export interface MonoOptions {
  readonly crtc: Crtc6845Model;
  readonly phosphor: Phosphor;
  /** Not IBM's adapter but the Hercules card. */
  readonly hercules: boolean;
}

/** Crystal of both cards, in Hz. */
export const MONO_CRYSTAL = 16_257_000;
/** The cards decode 64 KB. */
export const MONO_WINDOW = 0x10000;
const IBM_MEMORY = 0x1000;
const HERCULES_MEMORY = 0x10000;
/** Where the upper half of the Hercules card's memory begins: it can be switched off. */
const UPPER = 0x8000;

/** Ports, from 3B0h. */
const MODE_CONTROL = 8;
const PRESET_PEN = 9;
const STATUS = 10;
const CLEAR_PEN = 11;
const CONFIGURATION = 15;

/** Bits of the status register. */
const STATUS_HSYNC = 0x01;
const STATUS_PEN = 0x02;
const STATUS_VIDEO = 0x08;
/** Bits that IBM's card does not drive. */
const STATUS_OPEN_BUS = 0xf6;
/** Hercules: vertical retrace, 0 = active. */
const STATUS_NO_VSYNC = 0x80;

/** Bits of the Hercules configuration register. */
const ALLOW_GRAPHICS = 0x01;
const ALLOW_UPPER = 0x02;

/** Dots of a line, lines of a picture. */
const LINE = 882;
const LINES = 370;
/** 720 × 350 dots of text; graphics of 348 lines begin 16 dots and a line off. */
const TEXT = { x: 144, y: 19, width: 720, height: 350 };
const GRAPHICS = { x: 128, y: 20, width: 720, height: 350 };

type Context = PartContext<never, never>;

/** A monochrome display adapter. */
export class MonoAdapter implements Device, CellSource {
  readonly stateVersion = 1;
  readonly io: { readonly registers: IoTarget; readonly configuration: IoTarget; readonly memory: IoTarget };
  readonly screen: TextScreen;
  readonly video: VideoOutput;
  readonly crtc: Mc6845;
  readonly palette: readonly number[];

  readonly #ctx: Context;
  readonly #hercules: boolean;
  readonly #memory: Uint8Array;
  readonly #mask: number;
  readonly #picture: MonoPicture;
  readonly #beam: CardBeam;
  #configuration = 0;
  /** Light pen trigger. */
  #pen = false;
  /** Counts changes of registers, for the text. */
  #registerChanges = 0;

  constructor(ctx: Context, options: MonoOptions) {
    if (ctx.rom === null || ctx.rom.length !== 0x2000) {
      throw new WiringError(`Card "${ctx.id}" needs the 8192 bytes of its character generator as its ROM.`);
    }
    this.#ctx = ctx;
    this.#hercules = options.hercules;
    this.#memory = new Uint8Array(options.hercules ? HERCULES_MEMORY : IBM_MEMORY);
    this.#mask = this.#memory.length - 1;
    this.palette = PHOSPHORS[options.phosphor];
    this.crtc = new Mc6845(options.crtc);
    this.#picture = new MonoPicture(this.crtc, this.#memory, ctx.rom.subarray(0, 0x1000));
    this.#beam = new CardBeam(
      ctx,
      this.crtc,
      this.#picture,
      {
        palette: this.palette,
        visible: () => (this.#picture.graphics ? GRAPHICS : TEXT),
        pixelAspect: ratio(35, 54),
        refresh: ratio(MONO_CRYSTAL, LINE * LINES),
        line: LINE,
        lines: LINES,
      },
      false,
    );
    this.io = {
      registers: {
        read: (offset, t) => this.#readPort(offset, t),
        write: (offset, value, t) => this.#writePort(offset, value, t),
        peek: (offset) => this.#peekPort(offset),
      },
      configuration: {
        read: () => 0xff,
        write: (_offset, value, t) => this.#writePort(CONFIGURATION, value, t),
        peek: () => 0xff,
      },
      memory: {
        read: (offset) => this.#readMemory(offset),
        write: (offset, value, t) => this.#writeMemory(offset, value, t),
        peek: (offset) => this.#readMemory(offset),
      },
    };
    this.screen = new CellScreen(this);
    this.video = this.#beam.output();
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { board } = peers;
    if (board === undefined) throw new WiringError(`Card "${this.#ctx.id}" needs its peer \`board\`.`);
    (board as Device & IsaBoard).install({ video: 'monochrome' });
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') {
      this.#memory.fill(0);
      this.#pen = false;
      this.#beam.power();
    }
    this.#configuration = 0;
    this.#setMode(0, t);
  }

  sync(t: number): void {
    this.#beam.sync(t);
  }

  #setMode(value: number, t: number): void {
    let bits: number = MONO_MODE.video | MONO_MODE.blink;
    if (this.#hercules) {
      if ((this.#configuration & ALLOW_GRAPHICS) !== 0) bits |= MONO_MODE.graphics;
      if ((this.#configuration & ALLOW_UPPER) !== 0) bits |= MONO_MODE.page1;
    }
    this.#beam.settle(t);
    this.#registerChanges++;
    this.#picture.setMode(value & bits);
    this.#beam.changed(t);
  }

  // ---------------------------------------------------------------- ports

  #readPort(offset: number, t: number): number {
    if (offset < 8) {
      if ((offset & 1) === 0) return this.crtc.status();
      this.#beam.sync(t);
      return this.crtc.read();
    }
    if (offset === STATUS) {
      this.#beam.sync(t);
      return this.#status(t);
    }
    this.#penPort(offset, t);
    return 0xff;
  }

  #peekPort(offset: number): number {
    if (offset < 8) return (offset & 1) === 0 ? this.crtc.status() : this.crtc.peek();
    if (offset !== STATUS) return 0xff;
    const t = this.#ctx.scheduler.now;
    this.#beam.sync(t);
    return this.#status(t);
  }

  /** Horizontal sync, the dot the beam draws now; on the Hercules card light pen and vertical sync too. */
  #status(t: number): number {
    const { crtc } = this;
    const { width } = this.#picture;
    const dot = this.#beam.dotAt(t) - this.#beam.boundary;
    const video = (this.#picture.stream() >> (width - 1 - dot)) & 1;
    const common = (crtc.hs ? STATUS_HSYNC : 0) | (video !== 0 ? STATUS_VIDEO : 0);
    if (!this.#hercules) return common | STATUS_OPEN_BUS;
    return common | (this.#pen ? STATUS_PEN : 0) | (crtc.vs ? 0 : STATUS_NO_VSYNC);
  }

  /** Ports that act on any access. */
  #penPort(offset: number, t: number): void {
    if (!this.#hercules) return;
    if (offset === CLEAR_PEN) this.#pen = false;
    else if (offset === PRESET_PEN && !this.#pen) {
      this.#beam.sync(t);
      this.crtc.strobe();
      this.#pen = true;
    }
  }

  #writePort(offset: number, value: number, t: number): void {
    if (offset < 8) {
      if ((offset & 1) === 0) this.crtc.select(value);
      else {
        this.#beam.settle(t);
        this.crtc.write(value);
        this.#registerChanges++;
      }
    } else if (offset === MODE_CONTROL) this.#setMode(value, t);
    else if (offset === CONFIGURATION && this.#hercules) {
      this.#configuration = value & (ALLOW_GRAPHICS | ALLOW_UPPER);
      this.#setMode(this.#picture.mode, t);
    } else this.#penPort(offset, t);
  }

  // ---------------------------------------------------------------- memory

  /** Whether the card answers: the upper half does when it is allowed to. */
  #answers(offset: number): boolean {
    return offset < UPPER || (this.#configuration & ALLOW_UPPER) !== 0;
  }

  #readMemory(offset: number): number {
    return this.#answers(offset) ? this.#memory[offset & this.#mask]! : 0xff;
  }

  #writeMemory(offset: number, value: number, t: number): void {
    const address = offset & this.#mask;
    if (this.#memory[address] === value || !this.#answers(offset)) return;
    if (this.#beam.watched) {
      this.#beam.sync(t);
      this.#picture.touch(address);
    }
    this.#memory[address] = value;
    this.#picture.note(address);
  }

  // ---------------------------------------------------------------- text

  get version(): number {
    return this.#registerChanges + this.#picture.change;
  }

  get showsText(): boolean {
    return !this.#picture.graphics && (this.#picture.mode & MONO_MODE.video) !== 0 && this.crtc.registers[9]! >= 5;
  }

  get columns(): number {
    return this.crtc.registers[1]!;
  }

  get rows(): number {
    return this.crtc.registers[6]!;
  }

  get cursor(): number {
    const { crtc } = this;
    const start = crtc.registers[10]!;
    if ((start & 0x60) === 0x20 || (start & 0x1f) > crtc.registers[9]!) return -1;
    return (crtc.cursorAddress - crtc.startAddress) & 0x3fff;
  }

  code(cell: number): number {
    return this.#memory[this.#picture.cell(this.crtc.startAddress + cell)]!;
  }

  look(cell: number, out: CellLook): void {
    const attribute = this.#memory[this.#picture.cell(this.crtc.startAddress + cell) + 1]!;
    const look = this.#picture.lookOf(attribute);
    out.foreground = look & 15;
    out.background = look >> 4;
    let bits = 0;
    if ((attribute & 0x77) === 0x70) bits |= ATTRIBUTE.reverse;
    if ((attribute & 7) === 1) bits |= ATTRIBUTE.underline;
    if (out.foreground === BRIGHT) bits |= ATTRIBUTE.bold;
    if ((attribute & 0x80) !== 0 && (this.#picture.mode & MONO_MODE.blink) !== 0) bits |= ATTRIBUTE.blink;
    out.attributes = bits;
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    const picture = this.#picture;
    this.#beam.state(io);
    io.bytes('memory', this.#memory);
    const mode = io.number('mode', picture.mode) & 0xff;
    this.#configuration = io.number('configuration', this.#configuration) & (ALLOW_GRAPHICS | ALLOW_UPPER);
    this.#pen = io.bool('pen', this.#pen);
    if (!io.loading) return;
    this.#registerChanges++;
    picture.setMode(mode);
    picture.changes.fill(++picture.change);
    this.#beam.restart();
  }
}
