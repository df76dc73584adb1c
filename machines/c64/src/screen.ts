import type { VicII } from '@backplane/chips-mos';
import type { Mos6502 } from '@backplane/cpu-6502';
import {
  type AddressSpace,
  ATTRIBUTE,
  type Device,
  definePart,
  type PartContext,
  type StateIo,
  type TextScreen,
  WiringError,
} from '@backplane/kernel';
import type { Banking } from './banking.ts';
import type { ColourRam } from './colour-ram.ts';
import { LOWER_CASE, UPPER_CASE } from './screen-codes.ts';

const COLUMNS = 40;
const ROWS = 25;
const CELLS = COLUMNS * ROWS;
/** Glyphs of a set, before they repeat in reverse. */
const GLYPHS = 128;
const GLYPH_BYTES = 8;
/** VIC registers. */
const CONTROL_1 = 0x11;
const CONTROL_2 = 0x16;
const POINTERS = 0x18;
const BACKGROUND = 0x21;
/** Bits of the control registers. */
const EXTENDED_COLOUR = 0x40;
const BITMAP = 0x20;
const DISPLAY = 0x10;
const MULTICOLOUR = 0x10;
/** KERNAL: cursor off (CCh), column (D3h), row (D6h). Sheldon Leemon, Mapping the Commodore 64. */
const CURSOR_OFF = 0xcc;
const CURSOR_COLUMN = 0xd3;
const CURSOR_ROW = 0xd6;

/**
 * The picture as text, read from where the VIC reads it. A character set in RAM is compared with the ROM's glyph by glyph,
 * so that text is found in programs with letters of their own shapes in part. Decoded when somebody looks; no state.
 */
class PetsciiScreen implements TextScreen {
  readonly columns = COLUMNS;
  readonly rows = ROWS;
  readonly #characters = new Int32Array(CELLS).fill(0x20);
  readonly #attributes = new Uint8Array(CELLS);
  readonly #foreground = new Uint8Array(CELLS);
  readonly #background = new Uint8Array(CELLS);
  #cursorColumn = -1;
  #cursorRow = -1;
  #showsText = false;
  #revision = 0;
  #decodedAt = -1;

  readonly #space: AddressSpace;
  readonly #vic: VicII;
  readonly #pla: Banking;
  readonly #cpu: Mos6502;
  readonly #colour: ColourRam;
  /** Code point by glyph, for character sets in RAM. */
  #glyphs: ReadonlyMap<string, number> | null = null;

  constructor(space: AddressSpace, vic: VicII, pla: Banking, cpu: Mos6502, colour: ColourRam) {
    this.#space = space;
    this.#vic = vic;
    this.#pla = pla;
    this.#cpu = cpu;
    this.#colour = colour;
  }

  get characters(): Int32Array {
    this.#decode();
    return this.#characters;
  }
  get attributes(): Uint8Array {
    this.#decode();
    return this.#attributes;
  }
  get foreground(): Uint8Array {
    this.#decode();
    return this.#foreground;
  }
  get background(): Uint8Array {
    this.#decode();
    return this.#background;
  }
  get palette(): ArrayLike<number> {
    return this.#vic.video.palette;
  }
  get cursorColumn(): number {
    this.#decode();
    return this.#cursorColumn;
  }
  get cursorRow(): number {
    this.#decode();
    return this.#cursorRow;
  }
  get showsText(): boolean {
    this.#decode();
    return this.#showsText;
  }
  get revision(): number {
    this.#decode();
    return this.#revision;
  }

  /** Looks again even if no time has passed: after a load or a debugger's change. */
  invalidate(): void {
    this.#decodedAt = -1;
  }

  #decode(): void {
    const now = this.#cpu.cycles;
    if (now === this.#decodedAt) return;
    this.#decodedAt = now;
    const registers = this.#vic.io.registers;
    const control1 = registers.peek(CONTROL_1);
    const multicolour = (registers.peek(CONTROL_2) & MULTICOLOUR) !== 0;
    const extended = (control1 & EXTENDED_COLOUR) !== 0;
    const text = (control1 & BITMAP) === 0 && !(extended && multicolour);
    const shows = text && (control1 & DISPLAY) !== 0;
    let changed = shows !== this.#showsText;
    this.#showsText = shows;
    // a screen that is switched off keeps its text: the KERNAL does so while it reads a tape
    if (text) changed = this.#decodeCells(extended, multicolour) || changed;
    changed = this.#decodeCursor(shows) || changed;
    if (changed) this.#revision++;
  }

  #decodeCells(extended: boolean, multicolour: boolean): boolean {
    const registers = this.#vic.io.registers;
    const { memory, pages } = this.#pla.vicBus;
    const pointers = registers.peek(POINTERS);
    const matrix = (pointers & 0xf0) << 6;
    const points = this.#codePoints((pointers & 0x0e) << 10);
    const backgrounds = [0, 1, 2, 3].map((n) => registers.peek(BACKGROUND + n) & 0x0f);
    let changed = false;
    const set = (list: Int32Array | Uint8Array, n: number, value: number): void => {
      if (list[n] === value) return;
      list[n] = value;
      changed = true;
    };
    for (let n = 0; n < CELLS; n++) {
      const address = matrix + n;
      const byte = memory[pages[address >> 8]! + address]!;
      const code = extended ? byte & 0x3f : byte;
      set(this.#characters, n, points[code]!);
      set(this.#attributes, n, code >= GLYPHS ? ATTRIBUTE.reverse : 0);
      const nibble = this.#colour.nibbles[n]!;
      set(this.#foreground, n, multicolour && nibble > 7 ? nibble & 7 : nibble);
      set(this.#background, n, backgrounds[extended ? byte >> 6 : 0]!);
    }
    return changed;
  }

  /** Code points of all 256 codes with the character set at a VIC address. */
  #codePoints(address: number): Int32Array {
    const { memory, pages, cpuPages } = this.#pla.vicBus;
    const list = new Int32Array(2 * GLYPHS);
    const rom = cpuPages[address >> 8]! < 0 && address >> 12 === 1;
    const standard = (address & 0x0800) !== 0 ? LOWER_CASE : UPPER_CASE;
    const at = (a: number): number => memory[pages[a >> 8]! + a]!;
    for (let code = 0; code < 2 * GLYPHS; code++) {
      const usual = standard[code & (GLYPHS - 1)]!;
      if (rom) list[code] = usual;
      else {
        let glyph = '';
        for (let row = 0; row < GLYPH_BYTES; row++) {
          glyph += String.fromCharCode(at((address + code * GLYPH_BYTES + row) & 0x3fff));
        }
        list[code] = this.#glyphTable().get(glyph) ?? usual;
      }
    }
    return list;
  }

  #glyphTable(): ReadonlyMap<string, number> {
    if (this.#glyphs !== null) return this.#glyphs;
    const table = new Map<string, number>();
    const rom = this.#pla.characterRom;
    for (const [set, standard] of [UPPER_CASE, LOWER_CASE].entries()) {
      for (let code = 0; code < 2 * GLYPHS; code++) {
        const from = (set * 2 * GLYPHS + code) * GLYPH_BYTES;
        const glyph = String.fromCharCode(...rom.subarray(from, from + GLYPH_BYTES));
        if (!table.has(glyph)) table.set(glyph, standard[code & (GLYPHS - 1)]!);
      }
    }
    this.#glyphs = table;
    return table;
  }

  #decodeCursor(shows: boolean): boolean {
    const { memory } = this.#space;
    const ram = this.#pla.ramAt;
    const on = shows && memory[ram + CURSOR_OFF] === 0 && memory[ram + CURSOR_ROW]! < ROWS;
    const column = on ? memory[ram + CURSOR_COLUMN]! % COLUMNS : -1;
    const row = on ? memory[ram + CURSOR_ROW]! : -1;
    const changed = column !== this.#cursorColumn || row !== this.#cursorRow;
    this.#cursorColumn = column;
    this.#cursorRow = row;
    return changed;
  }
}

/** The text of the screen, for hosts. */
export class ScreenText implements Device {
  readonly stateVersion = 1;
  readonly #space: AddressSpace;
  #screen: PetsciiScreen | null = null;

  constructor(ctx: PartContext) {
    if (ctx.space === null) throw new WiringError(`Screen "${ctx.id}" needs the processor's memory as its \`space\`.`);
    this.#space = ctx.space;
  }

  attach(peers: Readonly<Record<string, Device>>): void {
    const { vic, pla, cpu, colour } = peers;
    if (vic === undefined || pla === undefined || cpu === undefined || colour === undefined) {
      throw new WiringError('The screen needs its peers `vic`, `pla`, `cpu` and `colour`.');
    }
    const parts = [vic as VicII, pla as Banking, cpu as Mos6502, colour as ColourRam] as const;
    this.#screen = new PetsciiScreen(this.#space, ...parts);
  }

  get screen(): TextScreen {
    return this.#screen!;
  }

  reset(): void {
    this.#screen!.invalidate();
  }

  state(_io: StateIo): void {}

  rederive(): void {
    this.#screen!.invalidate();
  }
}

export const ScreenTextPart = definePart({
  type: 'C64ScreenText',
  title: 'Text of the screen',
  create: (ctx) => new ScreenText(ctx),
});
