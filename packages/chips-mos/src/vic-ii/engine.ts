import type { StateIo } from '@backplane/kernel';
import type { VicModel } from './models.ts';
import { FETCHED, Painter } from './painter.ts';

/*
 * The chip cycle by cycle
 *
 * One step is one φ2 cycle: both halves of what the chip does in it, before the processor's access of that cycle. Cycles
 * count from 1, as in Bauer's article. What the processor writes in cycle c is seen by step c + 1.
 */

/** What the chip sees: 64 pages of 256 bytes. */
export interface VicBus {
  /** Arena with RAM and character ROM (the processor's `AddressSpace.memory`). */
  readonly memory: Uint8Array;
  /** Per page p of the chip's 16K: arena offset less p × 256, so that the byte at address a is memory[pages[a >> 8] + a]. */
  readonly pages: Int32Array;
  /** Per page: the processor's page (address >> 8) through which that RAM is written, or −1 (ROM). */
  readonly cpuPages: Int32Array;
}

/** What a cycle's φ1 is for. */
const REFRESH = 1;
const GRAPHICS = 2;
const POINTER = 3;
const SPRITE = 4;
/** In place of a byte: what is on the chip's own bus. */
const OWN_BUS = -1;

export class VicEngine {
  readonly model: VicModel;
  readonly painter: Painter;
  /** Registers as written, 00h–2Eh. */
  readonly regs = new Uint8Array(64);

  // what it is connected to
  memory: Uint8Array = new Uint8Array(0x4000);
  pages: Int32Array = new Int32Array(64);
  colour: Uint8Array = new Uint8Array(1024);
  /** The byte that the processor has on its data bus in its last cycle: read where the chip has no bus yet. */
  cpuData: (() => number) | null = null;

  /** Raster line of the cycle counter, and the cycle done last (from 1). */
  line: number;
  cycle: number;
  /** The raster counter: in the first cycle of line 0 still the last line. */
  raster: number;
  /** DEN was seen in line 30h: bad lines can occur. */
  allowBad = 0;
  bad = 0;
  idle = 1;
  vc = 0;
  vcBase = 0;
  rc = 7;
  vmli = 0;
  readonly matrix = new Uint8Array(40);
  readonly colours = new Uint8Array(40);
  /** D011 as the last cycle saw it. */
  mode = 0;
  /** Place in `colours` that takes its value from the processor's bus (−1: none). */
  late = -1;
  /** Cycles for which BA has been low, up to 4: from then on the bus is the chip's. */
  baLow = 0;
  /** Address read in φ1 of the last cycle, and whether from the RAM beneath the character ROM. */
  phi1At = 0x3fff;
  phi1Ram = 0;
  /** Done cycle by cycle only: what the whole lines are compared with. */
  exactOnly = false;
  /** Entries in `busLine`. */
  busUsed = 0;
  /** A line's characters as fetched: graphics, matrix, colour. */
  readonly cells = new Int32Array(40);

  /** Vertical border flip-flop, and what it will be at its next look. */
  verticalBorder = 1;
  verticalNext = 1;

  // sprites
  dma = 0;
  /** Expansion flip-flops: set = go on to the next row. */
  expand = 0xff;
  readonly mc = new Uint8Array(8);
  readonly mcBase = new Uint8Array(8);
  readonly pointer = new Uint8Array(8);
  /** The byte fetched in φ2 of a sprite's cycles (OWN_BUS: not from memory), and its first two bytes of the row. */
  fetched = 0;
  row = 0;
  /**
   * What the processor read from or wrote to a register in a cycle: it is on the chip's own data bus. A sprite that is not
   * fetched takes it for its data. By cycle: in which line, and the byte.
   */
  readonly busLine: Int32Array;
  readonly busByte: Uint8Array;

  readonly #kind: Uint8Array;
  readonly #sprite: Uint8Array;
  /** Sprites for which BA is low in a cycle. */
  readonly spriteBa: Uint8Array;
  #row = 0;
  readonly #sprite0: number;
  readonly #cycles: number;

  constructor(model: VicModel) {
    this.model = model;
    this.painter = new Painter(model);
    this.#sprite0 = model.sprite0;
    this.#cycles = model.cycles;
    const n = model.cycles;
    this.#kind = new Uint8Array(n + 1);
    this.#sprite = new Uint8Array(n + 1);
    this.spriteBa = new Uint8Array(n + 1);
    this.busLine = new Int32Array(n + 1).fill(-1);
    this.busByte = new Uint8Array(n + 1);
    this.#kind.fill(REFRESH, 11, 16);
    this.#kind.fill(GRAPHICS, 16, 56);
    for (let s = 0; s < 8; s++) {
      const p = ((model.sprite0 + 2 * s - 1) % n) + 1;
      const q = (p % n) + 1;
      this.#kind[p] = POINTER;
      this.#kind[q] = SPRITE;
      this.#sprite[p] = this.#sprite[q] = s;
      for (let c = p - 3; c <= p + 1; c++) this.spriteBa[((c + n - 1) % n) + 1]! |= 1 << s;
    }
    this.line = model.lines - 1;
    this.cycle = n;
    this.raster = model.lines - 1;
    this.#takeRow();
  }

  /** Power-on: all registers clear, the beam before line 0. */
  power(): void {
    const { model } = this;
    this.regs.fill(0);
    this.painter.power();
    this.line = this.raster = model.lines - 1;
    this.cycle = model.cycles;
    this.allowBad =
      this.bad =
      this.vc =
      this.vcBase =
      this.vmli =
      this.baLow =
      this.dma =
      this.fetched =
      this.row =
      this.mode =
        0;
    this.busLine.fill(-1);
    this.idle = this.verticalBorder = this.verticalNext = 1;
    this.rc = 7;
    this.late = -1;
    this.expand = 0xff;
    this.phi1At = 0x3fff;
    this.phi1Ram = this.busUsed = 0;
    this.matrix.fill(0);
    this.colours.fill(0);
    this.mc.fill(0);
    this.mcBase.fill(0);
    this.pointer.fill(0);
    this.#takeRow();
  }

  #takeRow(): void {
    const { model, line } = this;
    this.#row = ((line - model.topLine + model.lines) % model.lines) * model.cycles * 2;
  }

  /** After a load. */
  rederive(): void {
    this.#takeRow();
  }

  /** The byte on the bus in φ1 of the last cycle. */
  get phi1(): number {
    return this.phi1Ram !== 0 ? this.memory[this.pages[0]! + this.phi1At]! : this.#read(this.phi1At);
  }

  #read(address: number): number {
    return this.memory[this.pages[address >> 8]! + address]!;
  }

  /** Runs `cycles` cycles. */
  run(cycles: number): void {
    const whole = this.#cycles;
    let left = cycles;
    while (left > 0) {
      if (left >= whole && this.cycle === whole && this.#quiet()) {
        this.#wholeLine();
        left -= whole;
        continue;
      }
      const c = this.cycle;
      if (left > 3 && c >= 18 && c < 52) {
        const done = this.#display(Math.min(left, 54 - c));
        if (done !== 0) {
          left -= done;
          continue;
        }
      }
      this.#step();
      left--;
    }
  }

  /** At the end of a line: true if the next can be done as a whole. */
  #quiet(): boolean {
    const { painter, regs } = this;
    const line = this.line + 1;
    if (
      this.exactOnly ||
      painter.slow !== 0 ||
      this.dma !== 0 ||
      (painter.display | painter.displayLate | painter.active) !== 0 ||
      (painter.border & painter.borderLate) === 0 ||
      this.late >= 0 ||
      this.busUsed !== 0 ||
      line === this.model.lines
    ) {
      return false;
    }
    let enabled = regs[0x15]!;
    while (enabled !== 0) {
      const s = 31 - Math.clz32(enabled);
      enabled ^= 1 << s;
      if (regs[s * 2 + 1] === (line & 0xff)) return false;
    }
    return true;
  }

  /** A line on which no register is written and no sprite fetched, at once. The same as its cycles one by one. */
  #wholeLine(): void {
    const { regs, painter, memory, pages, model } = this;
    const n = model.cycles;
    const line = this.line + 1;
    this.line = this.raster = line;
    this.#takeRow();
    const d011 = regs[0x11]!;
    if (line === 0x30) {
      if ((d011 & 0x10) !== 0) this.allowBad = 1;
    } else if (line === 0xf8) this.allowBad = 0;
    const bad = this.allowBad !== 0 && ((line ^ d011) & 7) === 0 ? 1 : 0;
    this.bad = bad;
    if (line === ((d011 & 8) !== 0 ? 51 : 55)) {
      if ((d011 & 0x10) !== 0) this.verticalNext = 0;
    } else if (line === ((d011 & 8) !== 0 ? 251 : 247)) this.verticalNext = 1;
    this.verticalBorder = this.verticalNext;
    // sprites that are not fetched take what is on the buses
    const ghost = memory[pages[0x3f]! + 0x3fff]!;
    const junk = 0xff00ff | (ghost << 8);
    if (this.#kind[n] === SPRITE) painter.load(this.#sprite[n]!, (this.row << 8) | this.#orOwn());
    for (let s = 0; s < 8; s++) if (s !== 2 || this.#kind[n] !== SPRITE) painter.load(s, junk);
    if (this.#kind[n] !== SPRITE) painter.load(3, (((this.#orOwn() << 8) | ghost) << 8) | 0xff);
    this.row = 0xff00 | ghost;
    this.fetched = OWN_BUS;
    this.mc.set(this.mcBase);

    if (bad !== 0) {
      this.idle = 0;
      this.rc = 0;
    }
    const { cells } = this;
    const { rc } = this;
    let vc = this.vcBase;
    this.vmli = 0;
    const shown = this.verticalBorder === 0;
    if (this.idle !== 0) {
      if (shown)
        cells.fill(memory[pages[(d011 & 0x40) !== 0 ? 0x39 : 0x3f]! + ((d011 & 0x40) !== 0 ? 0x39ff : 0x3fff)]!);
    } else {
      const { matrix, colours, colour } = this;
      if (bad !== 0) {
        const at = (regs[0x18]! & 0xf0) << 6;
        for (let i = 0; i < 40; i++) {
          const a = (vc + i) & 0x3ff;
          matrix[i] = memory[pages[(at | a) >> 8]! + (at | a)]!;
          colours[i] = colour[a]! & 15;
        }
      }
      if (shown) {
        const mask = (d011 & 0x40) !== 0 ? 0x39ff : 0x3fff;
        if ((d011 & 0x20) !== 0) {
          const at = ((regs[0x18]! & 8) << 10) | rc;
          for (let i = 0; i < 40; i++) {
            const a = (at | (((vc + i) & 0x3ff) << 3)) & mask;
            cells[i] = memory[pages[a >> 8]! + a]! | (matrix[i]! << 8) | (colours[i]! << 16);
          }
        } else {
          const at = ((regs[0x18]! & 14) << 10) | rc;
          for (let i = 0; i < 40; i++) {
            const v = matrix[i]!;
            const a = (at | (v << 3)) & mask;
            cells[i] = memory[pages[a >> 8]! + a]! | (v << 8) | (colours[i]! << 16);
          }
        }
      }
      vc = (vc + 40) & 0x3ff;
      this.vmli = 40;
    }
    this.vc = vc;
    painter.line(this.#row, shown ? cells : null);
    this.mode = d011;
    if (rc === 7) {
      this.vcBase = vc;
      this.idle = 1;
    }
    if (this.idle === 0 || bad !== 0) this.rc = (rc + 1) & 7;
    if (bad !== 0) this.idle = 0;
    this.baLow = 0;
    this.phi1At = this.#kind[n] === POINTER ? ((regs[0x18]! & 0xf0) << 6) | 0x3f8 | this.#sprite[n]! : 0x3fff;
  }

  /**
   * Some cycles of the display window (19 to 54) at once, as long as nothing changes and no sprite is out. Returns how
   * many it has done, 0 if they have to be done one by one.
   */
  #display(cycles: number): number {
    const { regs, painter, memory, pages } = this;
    const d011 = regs[0x11]!;
    const { raster } = this;
    if (
      this.exactOnly ||
      this.late >= 0 ||
      this.mode !== d011 ||
      painter.slow !== 0 ||
      painter.active !== 0 ||
      painter.border !== painter.borderLate
    ) {
      return 0;
    }
    if (raster === 0x30) {
      if ((d011 & 0x10) !== 0) this.allowBad = 1;
    } else if (raster === 0xf8) this.allowBad = 0;
    const bad = this.allowBad !== 0 && ((raster ^ d011) & 7) === 0 ? 1 : 0;
    if (bad !== 0 ? this.idle !== 0 || this.baLow < 4 : this.baLow !== 0) return 0;
    const c = this.cycle + 1;
    let count = cycles;
    if ((painter.display | painter.displayLate) !== 0) {
      count = painter.quietGroups(c, cycles);
      if (count === 0) return 0;
    }
    this.bad = bad;
    if (raster === ((d011 & 8) !== 0 ? 51 : 55)) {
      if ((d011 & 0x10) !== 0) this.verticalBorder = this.verticalNext = 0;
    } else if (raster === ((d011 & 8) !== 0 ? 251 : 247)) this.verticalNext = 1;
    const shown = this.verticalBorder === 0;
    const { cells } = this;
    const mask = (d011 & 0x40) !== 0 ? 0x39ff : 0x3fff;
    let at = 0x3fff & mask;
    if (this.idle !== 0) {
      const byte = memory[pages[at >> 8]! + at]!;
      for (let i = 0; i < count; i++) cells[i] = FETCHED | byte;
    } else {
      const { matrix, colours, colour, rc } = this;
      const bitmap = (d011 & 0x20) !== 0;
      const base = (bitmap ? (regs[0x18]! & 8) << 10 : (regs[0x18]! & 14) << 10) | rc;
      const video = (regs[0x18]! & 0xf0) << 6;
      let { vc, vmli } = this;
      for (let i = 0; i < count; i++) {
        const v = matrix[vmli]!;
        at = (base | ((bitmap ? vc : v) << 3)) & mask;
        cells[i] = FETCHED | memory[pages[at >> 8]! + at]! | (v << 8) | (colours[vmli]! << 16);
        vc = (vc + 1) & 0x3ff;
        vmli++;
        if (bad !== 0) {
          const a = video | vc;
          matrix[vmli] = memory[pages[a >> 8]! + a]!;
          colours[vmli] = colour[vc]! & 15;
        }
      }
      this.vc = vc;
      this.vmli = vmli;
    }
    if (!shown) cells.fill(painter.next & 0xfff00, 0, count);
    painter.groups(this.#row + (c - 1) * 2, cells, count);
    this.phi1At = at;
    this.phi1Ram = 0;
    this.cycle += count;
    return count;
  }

  /** The byte fetched in the last φ2. */
  #orOwn(): number {
    return this.fetched === OWN_BUS ? 0xff : this.fetched;
  }

  #step(): void {
    const { regs, painter } = this;
    const cycles = this.#cycles;
    let c = this.cycle + 1;
    if (c > cycles) c = 1;
    this.cycle = c;
    if (this.late >= 0) this.dataBus(this.cpuData === null ? 0xff : this.cpuData());
    if (c === 1) {
      this.line++;
      if (this.line === this.model.lines) {
        this.line = 0;
      } else this.raster = this.line;
      this.#takeRow();
    } else if (c === 2 && this.line === 0) {
      this.raster = 0;
      this.vcBase = 0;
    }
    const d011 = regs[0x11]!;
    const d016 = regs[0x16]!;
    const raster = this.raster;

    // bad line
    if (raster === 0x30) {
      if ((d011 & 0x10) !== 0) this.allowBad = 1;
    } else if (raster === 0xf8) this.allowBad = 0;
    const bad = this.allowBad !== 0 && ((raster ^ d011) & 7) === 0 ? 1 : 0;
    this.bad = bad;

    // vertical border
    if (raster === ((d011 & 8) !== 0 ? 51 : 55)) {
      if ((d011 & 0x10) !== 0) this.verticalBorder = this.verticalNext = 0;
    } else if (raster === ((d011 & 8) !== 0 ? 251 : 247)) this.verticalNext = 1;

    // main border, and the pixels of this cycle
    const wide = (d016 & 8) !== 0;
    if (c === 18) {
      if (!wide) this.#leftEdge();
    } else if (c === 56 && !wide) painter.borderLate = 1;
    const before = c === 1 ? cycles : c - 1;
    const kind = this.#kind[before]!;
    if (kind < POINTER) painter.group(c, this.#row + (c - 1) * 2, 0, 0, 0);
    else {
      const s = this.#sprite[before]!;
      if (kind === SPRITE) {
        const last = this.#ownBus(before);
        painter.load(s, (this.row << 8) | (this.fetched === OWN_BUS ? last : this.fetched));
      }
      painter.group(c, this.#row + (c - 1) * 2, 1 << s, kind === POINTER ? 3 : 0, kind === POINTER ? 8 : 7);
    }
    if (c === 17) {
      if (wide) {
        this.#leftEdge();
        painter.border = painter.borderLate;
      }
    } else if (c === 57 && wide) painter.border = painter.borderLate = 1;

    switch (c) {
      case 1:
        this.verticalBorder = this.verticalNext;
        break;
      case 14:
        this.vc = this.vcBase;
        this.vmli = 0;
        if (bad !== 0) this.rc = 0;
        break;
      case 16:
        if (this.dma !== 0) this.#spriteRows();
        break;
      case 58:
        if (this.rc === 7) {
          this.vcBase = this.vc;
          this.idle = 1;
        }
        if (this.idle === 0 || bad !== 0) this.rc = (this.rc + 1) & 7;
        this.#spriteDisplay();
        break;
    }
    switch (c - this.#sprite0) {
      case -3:
        this.#spriteDma();
        break;
      case -2:
        this.#spriteDma();
        this.expand ^= regs[0x17]! & this.dma;
        break;
    }

    // BA
    const ba = (bad !== 0 && c >= 12 && c <= 54) || (this.dma & this.spriteBa[c]!) !== 0;
    if (!ba) this.baLow = 0;
    else if (this.baLow < 4) this.baLow++;

    // φ1
    painter.next &= 0xfff00;
    this.phi1Ram = 0;
    switch (this.#kind[c]) {
      case REFRESH:
        this.phi1At = 0x3f00 | ((0xff - this.line * 5 - (c - 11)) & 0xff);
        break;
      case GRAPHICS:
        this.#graphics(this.model.hmos ? this.mode : d011);
        break;
      case POINTER: {
        const s = this.#sprite[c]!;
        this.phi1At = ((regs[0x18]! & 0xf0) << 6) | 0x3f8 | s;
        if ((this.dma & (1 << s)) !== 0) {
          const p = this.#read(this.phi1At);
          this.pointer[s] = p;
          this.fetched = this.baLow >= 4 ? this.#read((p << 6) | this.mc[s]!) : OWN_BUS;
          this.mc[s] = (this.mc[s]! + 1) & 63;
        } else this.fetched = OWN_BUS;
        break;
      }
      case SPRITE: {
        const s = this.#sprite[c]!;
        const own = this.#ownBus(before);
        const first = this.fetched === OWN_BUS ? own : this.fetched;
        if ((this.dma & (1 << s)) !== 0) {
          const page = this.pointer[s]! << 6;
          let m = this.mc[s]!;
          this.phi1At = page | m;
          m = (m + 1) & 63;
          this.fetched = this.baLow >= 4 ? this.#read(page | m) : OWN_BUS;
          this.mc[s] = (m + 1) & 63;
        } else {
          this.phi1At = 0x3fff;
          this.fetched = OWN_BUS;
        }
        this.row = (first << 8) | this.#read(this.phi1At);
        break;
      }
      default:
        this.phi1At = 0x3fff;
    }

    this.mode = d011;
    // the display state begins after the graphics access of the first cycle of a bad line
    if (bad !== 0) this.idle = 0;

    // φ2
    if (bad !== 0 && c >= 15 && c <= 54) {
      if (this.baLow >= 4) {
        this.matrix[this.vmli] = this.#read(((regs[0x18]! & 0xf0) << 6) | this.vc);
        this.colours[this.vmli] = this.colour[this.vc]! & 15;
      } else {
        this.matrix[this.vmli] = 0xff;
        this.late = this.vmli;
      }
    }
  }

  /** The chip's own data bus in φ2 of cycle `c`, which has just passed. */
  #ownBus(c: number): number {
    if (this.busLine[c]! < 0) return 0xff;
    const line = c > this.cycle ? this.line - 1 : this.line;
    const here = this.busLine[c] === (line < 0 ? this.model.lines - 1 : line);
    this.busLine[c] = -1;
    this.busUsed--;
    return here ? this.busByte[c]! : 0xff;
  }

  #graphics(d011: number): void {
    const { regs } = this;
    let at: number;
    let colours = 0;
    if (this.idle !== 0) {
      at = 0x3fff;
      if (this.bad !== 0) {
        // on the way to the display state: the base address is still that of the idle state, and the DRAMs of a 6569
        // have taken the low half already (38FFh instead of 3807h)
        at = (d011 & 0x20) !== 0 ? 0x2000 | (this.vc << 3) | this.rc : 0x3800 | this.rc;
        if (!this.model.hmos) at |= 0xff;
      }
    } else {
      const v = this.matrix[this.vmli]!;
      colours = (v << 8) | (this.colours[this.vmli]! << 16);
      if ((d011 & 0x20) !== 0) at = ((regs[0x18]! & 8) << 10) | (this.vc << 3) | this.rc;
      else at = ((regs[0x18]! & 14) << 10) | (v << 3) | this.rc;
      this.vc = (this.vc + 1) & 0x3ff;
      this.vmli++;
    }
    if ((d011 & 0x40) !== 0) at &= 0x39ff;
    if (((d011 ^ this.mode) & 0x20) !== 0 && !this.model.hmos && this.idle === 0) {
      // the DRAMs have taken the low half of the address before the new mode changes it
      const v = (this.vc - 1) & 0x3ff;
      const low = (d011 & 0x20) !== 0 ? this.matrix[this.vmli - 1]! << 3 : v << 3;
      at = (at & 0x3f00) | (low & 0xf8) | this.rc;
      if ((at & 0x60) !== 0) this.phi1Ram = 1;
    }
    this.phi1At = at;
    if (this.verticalBorder === 0) this.painter.next = FETCHED | colours | this.phi1;
  }

  #leftEdge(): void {
    this.verticalBorder = this.verticalNext;
    if (this.verticalBorder === 0) this.painter.borderLate = 0;
  }

  /** Cycle 16: rows that have been shown are done with. */
  #spriteRows(): void {
    for (let s = 0; s < 8; s++) {
      const bit = 1 << s;
      if ((this.dma & bit) === 0 || (this.expand & bit) === 0) continue;
      this.mcBase[s] = this.mc[s]!;
      if (this.mcBase[s] === 63) this.dma &= ~bit;
    }
  }

  /** Sprites begin to be fetched. */
  #spriteDma(): void {
    const { regs } = this;
    const candidates = regs[0x15]! & ~this.dma;
    if (candidates === 0) return;
    const y = this.raster & 0xff;
    for (let s = 0; s < 8; s++) {
      const bit = 1 << s;
      if ((candidates & bit) === 0 || regs[s * 2 + 1] !== y) continue;
      this.dma |= bit;
      this.mcBase[s] = 0;
      this.expand |= bit;
    }
  }

  /** Sprites are shown or no longer shown. */
  #spriteDisplay(): void {
    const { regs, painter } = this;
    const y = this.raster & 0xff;
    let display = painter.display & this.dma;
    for (let s = 0; s < 8; s++) {
      const bit = 1 << s;
      this.mc[s] = this.mcBase[s]!;
      if ((this.dma & bit) !== 0 && (regs[0x15]! & bit) !== 0 && regs[s * 2 + 1] === y) display |= bit;
    }
    painter.displayLate = display;
  }

  /** What was on the data bus in the cycle done last, where the chip read without having the bus. */
  dataBus(value: number): void {
    if (this.late < 0) return;
    this.colours[this.late] = value & 15;
    this.late = -1;
  }

  /** The processor writes a register in the cycle done last. */
  write(reg: number, value: number): void {
    const { regs } = this;
    if (reg === 0x17) {
      // clearing the bit sets the flip-flop
      const set = ~value & ~this.expand & 0xff;
      if (this.cycle === 15) {
        for (let s = 0; s < 8; s++) {
          if ((set & (1 << s)) === 0) continue;
          const mc = this.mc[s]!;
          const base = this.mcBase[s]!;
          this.mc[s] = (0x2a & mc & base) | (0x15 & (mc | base));
        }
      }
      this.expand |= set;
    }
    if (reg === 0x11 && (value & 0x10) !== 0 && this.raster === 0x30) this.allowBad = 1;
    regs[reg] = value;
    this.painter.write(reg, value);
  }

  state(io: StateIo): void {
    const { painter } = this;
    io.bytes('regs', this.regs);
    for (const name of NUMBERS) this[name] = io.number(name, this[name]);
    for (const name of BYTES) io.bytes(name, this[name]);
    io.section('painter', 1, (s) => painter.state(s));
  }
}

const NUMBERS = [
  'line',
  'cycle',
  'raster',
  'allowBad',
  'bad',
  'idle',
  'mode',
  'vc',
  'vcBase',
  'rc',
  'vmli',
  'late',
  'baLow',
  'phi1At',
  'phi1Ram',
  'verticalBorder',
  'verticalNext',
  'dma',
  'expand',
  'fetched',
  'row',
] as const;
const BYTES = ['matrix', 'colours', 'mc', 'mcBase', 'pointer'] as const;
