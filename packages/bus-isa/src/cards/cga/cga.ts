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
import { CardBeam } from '../video/beam.ts';
import type { BusClock } from '../video/bus-clock.ts';
import { type CellLook, CellScreen, type CellSource } from '../video/cell-screen.ts';
import { RGBI } from '../video/palette.ts';
import type { CgaRevision } from './composite.ts';
import { CgaPicture, MODE } from './picture.ts';

/*
 * IBM Color/Graphics Monitor Adapter
 *
 * Sources: IBM, *Technical Reference*, "Color/Graphics Monitor Adapter"; Andrew Jenner, "The CGA wait states" (2012)
 * and his notes on the card's circuit (github.com/reenigne/reenigne, 8088/cga): wait logic, snow, latches, blinking.
 */

/** Bytes of memory; the card decodes 32 KB. */
const MEMORY = 0x4000;
const WINDOW = 0x8000;

/** Ports, from 3D0h. */
const MODE_CONTROL = 8;
const COLOUR_SELECT = 9;
const STATUS = 10;
const CLEAR_PEN = 11;
const PRESET_PEN = 12;

/** Bits of the status register; bits 4–7 are not driven. */
const STATUS_BLANK = 0x01;
const STATUS_PEN = 0x02;
const STATUS_PEN_OPEN = 0x04;
const STATUS_VSYNC = 0x08;
const STATUS_OPEN_BUS = 0xf0;

/** Dots of a line, lines of a picture. */
const LINE = 912;
const LINES = 262;
const VISIBLE = { x: 160, y: 27, width: 704, height: 220 };
/**
 * Accesses by the processor: a request is seen once in a double character of sixteen dots, two dots before one begins, and
 * the access is done eight dots after it was seen. That is 9 to 24 dots, 3 to 8 cycles of 4.77 MHz.
 */
const TURN = 16;
const LEAD = 2;
const ACCESS = 8;

export interface CgaOptions {
  /** Which make of CRT controller is on the card. */
  readonly crtc: Crtc6845Model;
  /** The strokes of its characters: the jumper P3 of the card. */
  readonly font: 'thick' | 'thin';
  /** Accesses in 80-column text show on the screen. Later clones have no snow. */
  readonly snow: boolean;
  /** Which output of the card the monitor is on. */
  readonly monitor: 'rgb' | 'composite';
  /** Revision of the board: they differ in the composite signal. */
  readonly revision: CgaRevision;
}

type Context = PartContext<never, never>;

/** A Color/Graphics Monitor Adapter. */
export class Cga implements Device, CellSource {
  readonly stateVersion = 1;
  readonly io: { readonly registers: IoTarget; readonly memory: IoTarget };
  readonly screen: TextScreen;
  readonly video: VideoOutput;
  readonly crtc: Mc6845;
  readonly palette = RGBI;

  readonly #ctx: Context;
  readonly #memory = new Uint8Array(MEMORY);
  readonly #picture: CgaPicture;
  readonly #beam: CardBeam;
  #bus: BusClock | null = null;
  /** Light pen trigger. */
  #pen = false;
  /** Counts changes of registers, for the text. */
  #registerChanges = 0;

  constructor(ctx: Context, options: CgaOptions) {
    if (ctx.rom === null || ctx.rom.length !== 0x2000) {
      throw new WiringError(`Card "${ctx.id}" needs the 8192 bytes of its character generator as its ROM.`);
    }
    this.#ctx = ctx;
    this.crtc = new Mc6845(options.crtc);
    const font = options.font === 'thick' ? 0x1800 : 0x1000;
    const glyphs = ctx.rom.subarray(font, font + 0x800);
    const revision = options.monitor === 'composite' ? options.revision : null;
    this.#picture = new CgaPicture(this.crtc, this.#memory, glyphs, options.snow, revision);
    const { composite } = this.#picture;
    this.#beam = new CardBeam(
      ctx,
      this.crtc,
      this.#picture,
      {
        palette: composite?.palette ?? RGBI,
        ...(composite === null ? {} : { pixels: composite.pixels }),
        // 640 × 200 and as much border on each side as every mode has, together 4:3
        visible: () => VISIBLE,
        pixelAspect: ratio(5, 12),
        refresh: ratio(14_318_180, LINE * LINES),
        line: LINE,
        lines: LINES,
      },
      true,
    );
    this.io = {
      registers: {
        read: (offset, t) => this.#readPort(offset, t),
        write: (offset, value, t) => this.#writePort(offset, value, t),
        peek: (offset) => this.#peekPort(offset),
      },
      memory: {
        read: (offset, t) => {
          const value = this.#memory[offset & (MEMORY - 1)]!;
          if (this.#beam.watched) this.#disturb(t, value);
          return value;
        },
        write: (offset, value, t) => this.#writeMemory(offset & (MEMORY - 1), value, t),
        peek: (offset) => this.#memory[offset & (MEMORY - 1)]!,
        waits: (_offset, _write, t) => this.#waits(t),
      },
    };
    this.screen = new CellScreen(this);
    this.video = this.#beam.output();
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { board, bus } = peers;
    if (board === undefined || bus === undefined) {
      throw new WiringError(`Card "${this.#ctx.id}" needs its peers \`board\` and \`bus\` (the bus clock).`);
    }
    this.#bus = bus as BusClock;
    (board as Device & IsaBoard).install({ video: 'colour-80' });
  }

  reset(kind: ResetKind, t: number): void {
    if (kind === 'power') {
      this.#memory.fill(0);
      this.#pen = false;
      this.#beam.power();
    }
    this.#set(0, 0, t);
  }

  sync(t: number): void {
    this.#beam.sync(t);
  }

  /** Changes the card's own registers. */
  #set(mode: number, colour: number, t: number): void {
    this.#beam.settle(t);
    this.#registerChanges++;
    this.#picture.setRegisters(mode, colour);
    this.#beam.changed(t);
  }

  // ---------------------------------------------------------------- ports

  #readPort(offset: number, t: number): number {
    if (offset < 8) {
      if ((offset & 1) === 0) return this.crtc.status();
      this.sync(t);
      return this.crtc.read();
    }
    switch (offset) {
      case STATUS:
        this.sync(t);
        return this.#status();
      case CLEAR_PEN:
        this.#pen = false;
        return 0xff;
      case PRESET_PEN:
        this.#strobe(t);
        return 0xff;
      default:
        return 0xff;
    }
  }

  #peekPort(offset: number): number {
    if (offset < 8) return (offset & 1) === 0 ? this.crtc.status() : this.crtc.peek();
    if (offset !== STATUS) return 0xff;
    this.sync(this.#ctx.scheduler.now);
    return this.#status();
  }

  #status(): number {
    const { crtc } = this;
    return (
      STATUS_OPEN_BUS |
      STATUS_PEN_OPEN |
      (crtc.displays ? 0 : STATUS_BLANK) |
      (this.#pen ? STATUS_PEN : 0) |
      (crtc.vs ? STATUS_VSYNC : 0)
    );
  }

  #strobe(t: number): void {
    if (this.#pen) return;
    this.sync(t);
    this.crtc.strobe();
    this.#pen = true;
  }

  #writePort(offset: number, value: number, t: number): void {
    if (offset < 8) {
      if ((offset & 1) === 0) {
        this.crtc.select(value);
        return;
      }
      this.#beam.settle(t);
      this.crtc.write(value);
      this.#registerChanges++;
      return;
    }
    switch (offset) {
      case MODE_CONTROL:
        this.#set(value & 0x3f, this.#picture.colour, t);
        break;
      case COLOUR_SELECT:
        this.#set(this.#picture.mode, value & 0x3f, t);
        break;
      case CLEAR_PEN:
        this.#pen = false;
        break;
      case PRESET_PEN:
        this.#strobe(t);
        break;
    }
  }

  // ---------------------------------------------------------------- memory

  #writeMemory(address: number, value: number, t: number): void {
    const memory = this.#memory;
    if (this.#beam.watched) {
      this.#disturb(t, value);
      if (memory[address] !== value) {
        this.sync(t);
        this.#picture.touch(address);
      }
    }
    if (memory[address] === value) return;
    memory[address] = value;
    this.#picture.note(address);
  }

  /** Dot at which the memory is given to an access that begins at `dot`: the next double character begins then. */
  #turn(dot: number): number {
    return (Math.floor((dot + LEAD) / TURN) + 1) * TURN;
  }

  #disturb(t: number, value: number): void {
    if (!this.#picture.snows) return;
    this.#picture.disturb(this.#turn(this.#beam.dotAt(t)), value);
  }

  /** Cycles of the processor's clock for which an access at tick `t` waits until it is done. */
  #waits(t: number): number {
    const clk = this.#bus!.clock;
    const ready = this.#beam.tickOf(this.#turn(this.#beam.dotAt(t)) - LEAD + ACCESS);
    return clk.den === 1 ? Math.ceil((ready - t) / clk.num) : clk.cycleAt(ready) - clk.cycleAt(t);
  }

  // ---------------------------------------------------------------- text

  get version(): number {
    return this.#registerChanges + this.#picture.change;
  }

  get showsText(): boolean {
    const { mode } = this.#picture;
    return (mode & MODE.graphics) === 0 && (mode & MODE.video) !== 0 && this.crtc.registers[9]! >= 5;
  }

  get columns(): number {
    return this.crtc.registers[1]!;
  }

  get rows(): number {
    return this.crtc.registers[6]!;
  }

  get cursor(): number {
    const { crtc } = this;
    const [start, max] = [crtc.registers[10]!, crtc.registers[9]!];
    if ((start & 0x60) === 0x20 || (start & 0x1f) > max) return -1;
    return (crtc.cursorAddress - crtc.startAddress) & 0x3fff;
  }

  code(cell: number): number {
    return this.#memory[((this.crtc.startAddress + cell) << 1) & (MEMORY - 1)]!;
  }

  look(cell: number, out: CellLook): void {
    const attribute = this.#memory[(((this.crtc.startAddress + cell) << 1) & (MEMORY - 1)) | 1]!;
    const blinks = (this.#picture.mode & MODE.blink) !== 0;
    out.foreground = attribute & 15;
    out.background = (attribute >> 4) & (blinks ? 7 : 15);
    out.attributes = blinks && (attribute & 0x80) !== 0 ? ATTRIBUTE.blink : 0;
  }

  // ---------------------------------------------------------------- state

  state(io: StateIo): void {
    const picture = this.#picture;
    this.#beam.state(io);
    io.bytes('memory', this.#memory);
    const mode = io.number('mode', picture.mode) & 0x3f;
    const colour = io.number('colour', picture.colour) & 0x3f;
    this.#pen = io.bool('pen', this.#pen);
    if (!io.loading) return;
    this.#registerChanges++;
    picture.setRegisters(mode, colour);
    picture.changes.fill(++picture.change);
    this.#beam.restart();
  }
}

export { WINDOW as CGA_WINDOW };
