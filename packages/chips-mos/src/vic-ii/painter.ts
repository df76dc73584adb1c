import type { StateIo } from '@backplane/kernel';
import type { VicModel } from './models.ts';

/*
 * From fetched bytes to pixels
 *
 * The painter draws eight pixels for each cycle: the graphics sequencer, the sprites, the multiplexer that decides
 * between them (and finds collisions), and the border. Bytes fetched in φ1 of cycle c appear two cycles later.
 *
 * A register that the processor writes in φ2 of cycle c changes what is drawn in the group of cycle c + 1, each kind of
 * register at a pixel of its own. `slow` counts the groups that must therefore be drawn pixel by pixel.
 */

/** In what goes through the pipeline: graphics were fetched, so the shift register is loaded. */
export const FETCHED = 0x100000;

/** Groups drawn pixel by pixel after a register was written: then nothing of the old value is left. */
const SETTLING = 4;

/** By register: the pixel in the next group from which its new value counts. */
const DELAY = new Uint8Array(64).fill(1);
DELAY.fill(8, 0, 0x11);
DELAY[0x1b] = 6;
DELAY[0x1c] = 7;
DELAY[0x1d] = 6;

/** X coordinate at which all sprites begin or end to be displayed. */
const DISPLAY_X = 0x164;

/** After a read of a collision register, collisions in so many pixels are lost: it is still being cleared. */
export const CLEARING = 12;

/** By nibble: 0xFF in the bytes of the pixels that are set, leftmost pixel in the lowest byte. */
const SPREAD = new Int32Array(16);
/** By two pairs of bits: for each of the values 1, 2, 3 the bytes that have it. */
const PAIR_LOW = new Int32Array(16);
const PAIR_HIGH = new Int32Array(16);
for (let n = 0; n < 16; n++) {
  for (let i = 0; i < 4; i++) {
    const pair = (n >> (i < 2 ? 2 : 0)) & 3;
    if (((n << i) & 8) !== 0) SPREAD[n]! |= 0xff << (8 * i);
    if ((pair & 1) !== 0) PAIR_LOW[n]! |= 0xff << (8 * i);
    if ((pair & 2) !== 0) PAIR_HIGH[n]! |= 0xff << (8 * i);
  }
}

export class Painter {
  readonly model: VicModel;
  /** The whole frame, and the same as words of four pixels. */
  readonly pixels: Uint8Array;
  readonly words: Int32Array;
  /** X coordinate of each pixel of a line, as sprites are compared with it. */
  readonly xs: Int16Array;
  /** Registers as the drawing stages see them. */
  readonly regs = new Uint8Array(64);
  enabled = true;

  /** Groups still to be drawn pixel by pixel. */
  slow = 0;
  /** Register written in the last cycle (−1: none) and its new value; it is applied within the next group. */
  pending = -1;
  pendingValue = 0;
  /** HMOS chips: D011 from pixel 1 of the next group on (−1: no change). */
  late = -1;

  /** What was fetched in the last cycle and the one before: graphics | matrix << 8 | colour << 16 | FETCHED. */
  next = 0;
  next2 = 0;
  /** What went into the shift register last. */
  last = 0;
  /** The graphics shift register, the colours that go with it, the multicolour flip-flop and the value on display. */
  shift = 0;
  shiftColours = 0;
  flop = 0;
  pair = 0;
  /** The main border flip-flop as drawn, and its value from pixel 7 of the next group. */
  border = 1;
  borderLate = 1;

  /** Sprites on display in this line, and being shifted out. */
  display = 0;
  /** `display` from X coordinate 164h on. */
  displayLate = 0;
  active = 0;
  readonly out = new Int32Array(8);
  readonly value = new Uint8Array(8);
  xFlop = 0;
  mcFlop = 0;
  /** Collisions since the registers were read. */
  spriteSprite = 0;
  spriteData = 0;
  /** Interrupt latches of the collisions: bit 1 with graphics, bit 2 between sprites. */
  latch = 0;

  /** Pixels from the next group on whose collisions are lost: between sprites, and with graphics. */
  mutedSprites = 0;
  mutedData = 0;

  /** Four pixels twice, by `expand`. */
  #lo = 0;
  #hi = 0;

  constructor(model: VicModel) {
    this.model = model;
    const buffer = new ArrayBuffer(model.cycles * 8 * model.lines);
    this.pixels = new Uint8Array(buffer);
    this.words = new Int32Array(buffer);
    const n = model.cycles * 8;
    this.xs = new Int16Array(n);
    const repeated = n - model.xWidth;
    for (let i = 0; i < n; i++) {
      let x = 24 + i - 17 * 8;
      // the counter stands still for a while in the right border of a line with more pixels than coordinates
      if (x >= 0x18c) x -= repeated;
      this.xs[i] = (x + model.xWidth) % model.xWidth;
    }
  }

  power(): void {
    this.pixels.fill(0);
    this.regs.fill(0);
    this.slow = SETTLING;
    this.pending = this.late = -1;
    this.pendingValue = 0;
    this.next = this.next2 = this.last = this.shift = this.shiftColours = this.flop = this.pair = 0;
    this.border = this.borderLate = 1;
    this.display = this.displayLate = this.active = this.xFlop = this.mcFlop = 0;
    this.spriteSprite = this.spriteData = this.latch = this.mutedSprites = this.mutedData = 0;
    this.out.fill(0);
    this.value.fill(0);
  }

  /** A sprite's three bytes have been fetched. */
  load(s: number, data: number): void {
    this.out[s] = data;
  }

  /** A register is written in the cycle that was drawn last. */
  write(reg: number, value: number): void {
    this.materialise();
    if (this.pending >= 0) this.regs[this.pending] = this.pendingValue;
    this.pending = reg;
    this.pendingValue = value;
    this.slow = SETTLING;
  }

  /**
   * Draws the group of cycle `c` (from 1) into the words from `at`. The sprite of mask `halted` is being loaded in pixels
   * `from` to `to` − 1: it neither shows nor starts.
   */
  group(c: number, at: number, halted: number, from: number, to: number): void {
    const { regs } = this;
    if (
      this.slow !== 0 ||
      this.active !== 0 ||
      this.border !== this.borderLate ||
      ((this.display | this.displayLate) !== 0 && this.#starts(c))
    ) {
      this.#exact(c, at << 2, halted, from, to);
      return;
    }
    this.#unmute();
    const { words } = this;
    const old = this.last;
    const packed = this.next2;
    this.next2 = this.next;
    this.last = packed;
    if (!this.enabled) return;
    if (this.border !== 0) {
      const colour = Math.imul(regs[0x20]!, 0x01010101);
      words[at] = colour;
      words[at + 1] = colour;
      return;
    }
    const xscroll = regs[0x16]! & 7;
    if (xscroll === 0) {
      this.#expand(packed);
      words[at] = this.#lo;
      words[at + 1] = this.#hi;
      return;
    }
    // what is left of the last character, then the new one
    this.#expand(old);
    const lo = this.#lo;
    const hi = this.#hi;
    this.#expand(packed);
    const s = (xscroll & 3) * 8;
    if (xscroll < 4) {
      words[at] = (hi >>> (32 - s)) | (this.#lo << s);
      words[at + 1] = (this.#lo >>> (32 - s)) | (this.#hi << s);
    } else if (s === 0) {
      words[at] = hi;
      words[at + 1] = this.#lo;
    } else {
      words[at] = (lo >>> (32 - s)) | (hi << s);
      words[at + 1] = (hi >>> (32 - s)) | (this.#lo << s);
    }
  }

  /**
   * The shift register as it stands after a quickly drawn group, from what was loaded into it: quick groups don't keep
   * it. Called before anything looks at it.
   */
  materialise(): void {
    if (this.slow !== 0) return;
    const bits = this.last & 0xff;
    const shifted = 8 - (this.regs[0x16]! & 7);
    this.shiftColours = this.last & 0xfff00;
    this.shift = (bits << shifted) & 0xff;
    this.flop = shifted & 1;
    const multi = (this.regs[0x16]! & 0x10) !== 0 && ((this.regs[0x11]! & 0x20) !== 0 || (this.last & 0x80000) !== 0);
    this.pair = multi ? (bits >> (6 - ((shifted - 1) & 6))) & 3 : ((bits << (shifted - 1)) >> 6) & 2;
  }

  /** True if a sprite may start in the group of cycle `c`, or be switched on or off. */
  #starts(c: number): boolean {
    const { regs, xs } = this;
    const first = xs[(c - 1) * 8]!;
    if (this.display !== this.displayLate && first <= DISPLAY_X && first + 8 > DISPLAY_X) return true;
    // where the counter jumps, look closely
    if (xs[(c - 1) * 8 + 7] !== first + 7) return true;
    let left = this.display | this.displayLate;
    while (left !== 0) {
      const s = 31 - Math.clz32(left);
      left ^= 1 << s;
      const distance = (regs[s * 2]! | (((regs[0x10]! >> s) & 1) << 8)) - first;
      if (distance >= 0 && distance < 8) return true;
    }
    return false;
  }

  /** How many of the `count` groups from cycle `c` on are without the start of a sprite, within cycles 19 to 54. */
  quietGroups(c: number, count: number): number {
    const { regs } = this;
    const first = this.xs[(c - 1) * 8]!;
    let quiet = count;
    let left = this.display | this.displayLate;
    while (left !== 0) {
      const s = 31 - Math.clz32(left);
      left ^= 1 << s;
      const distance = (regs[s * 2]! | (((regs[0x10]! >> s) & 1) << 8)) - first;
      if (distance >= 0 && distance >> 3 < quiet) quiet = distance >> 3;
    }
    return quiet;
  }

  /** Draws `count` groups into the words from `at`, while `cells` are fetched in their cycles. */
  groups(at: number, cells: Int32Array, count: number): void {
    const { regs, words, next, next2 } = this;
    for (let n = 0; n < count && (this.mutedSprites | this.mutedData) !== 0; n++) this.#unmute();
    const before = this.last;
    this.last = count === 1 ? next2 : count === 2 ? next : cells[count - 3]!;
    this.next2 = count === 1 ? next : cells[count - 2]!;
    this.next = cells[count - 1]!;
    if (!this.enabled) return;
    if (this.border !== 0) {
      words.fill(Math.imul(regs[0x20]!, 0x01010101), at, at + count * 2);
      return;
    }
    const xscroll = regs[0x16]! & 7;
    for (let i = 0, w = at; i < count; i++, w += 2) {
      this.#expand(i > 1 ? cells[i - 2]! : i === 1 ? next : next2);
      words[w] = this.#lo;
      words[w + 1] = this.#hi;
    }
    if (xscroll === 0) return;
    const { pixels } = this;
    const left = at << 2;
    pixels.copyWithin(left + xscroll, left, left + count * 8 - xscroll);
    this.#expand(before);
    for (let i = 0; i < xscroll; i++) {
      const n = 8 - xscroll + i;
      pixels[left + i] = n < 4 ? this.#lo >>> (8 * n) : this.#hi >>> (8 * (n - 4));
    }
  }

  /**
   * A whole line on which nothing is written and no sprite is near: its pixels, and what is left in the pipeline.
   * `cells` are the forty characters as fetched (null: the vertical border is closed).
   * @param at first word of the line
   */
  line(at: number, cells: Int32Array | null): void {
    const { regs, words, pixels } = this;
    const before = this.last;
    this.mutedSprites = this.mutedData = 0;
    this.next = this.next2 = this.last = (cells === null ? this.next : cells[39]!) & 0xfff00;
    if (!this.enabled) return;
    const border = Math.imul(regs[0x20]!, 0x01010101);
    const end = at + this.model.cycles * 2;
    if (cells === null) {
      words.fill(border, at, end);
      return;
    }
    const first = at + 17 * 2;
    words.fill(border, at, first);
    const xscroll = regs[0x16]! & 7;
    const mode = ((regs[0x11]! & 0x60) >> 4) | ((regs[0x16]! & 0x10) >> 4);
    if (mode === 0) {
      const c0 = regs[0x21]!;
      const ground = Math.imul(c0, 0x01010101);
      for (let i = 0, w = first; i < 40; i++, w += 2) {
        const packed = cells[i]!;
        const difference = Math.imul(c0 ^ (packed >> 16), 0x01010101);
        words[w] = ground ^ (SPREAD[(packed >> 4) & 15]! & difference);
        words[w + 1] = ground ^ (SPREAD[packed & 15]! & difference);
      }
    } else {
      for (let i = 0, w = first; i < 40; i++, w += 2) {
        this.#expand(cells[i]!);
        words[w] = this.#lo;
        words[w + 1] = this.#hi;
      }
    }
    if (xscroll !== 0) {
      const left = first << 2;
      pixels.copyWithin(left + xscroll, left, left + 320 - xscroll);
      this.#expand(before & 0xfff00);
      pixels.fill(this.#lo & 0xff, left, left + xscroll);
    }
    words.fill(border, first + 80, end);
    if ((regs[0x16]! & 8) === 0) {
      const left = first << 2;
      pixels.fill(regs[0x20]!, left, left + 7);
      pixels.fill(regs[0x20]!, left + 311, left + 320);
    }
  }

  /** Eight pixels of a character into #lo and #hi. */
  #expand(packed: number): void {
    const { regs } = this;
    const bits = packed & 0xff;
    const v = (packed >> 8) & 0xff;
    const c = (packed >> 16) & 15;
    let mode = ((regs[0x11]! & 0x60) >> 4) | ((regs[0x16]! & 0x10) >> 4);
    let c0: number;
    let c3: number;
    if (mode === 1 && (c & 8) === 0) mode = 0;
    switch (mode) {
      case 0:
        c0 = regs[0x21]!;
        c3 = c;
        break;
      case 1:
        this.#pairs(bits, regs[0x21]!, regs[0x22]!, regs[0x23]!, c & 7);
        return;
      case 2:
        c0 = v & 15;
        c3 = v >> 4;
        break;
      case 3:
        this.#pairs(bits, regs[0x21]!, v >> 4, v & 15, c);
        return;
      case 4:
        c0 = regs[0x21 + (v >> 6)]!;
        c3 = c;
        break;
      default:
        this.#lo = this.#hi = 0;
        return;
    }
    const ground = Math.imul(c0, 0x01010101);
    const difference = Math.imul(c0 ^ c3, 0x01010101);
    this.#lo = ground ^ (SPREAD[bits >> 4]! & difference);
    this.#hi = ground ^ (SPREAD[bits & 15]! & difference);
  }

  #pairs(bits: number, c0: number, c1: number, c2: number, c3: number): void {
    const ground = Math.imul(c0, 0x01010101);
    const low = Math.imul(c0 ^ c1, 0x01010101);
    const high = Math.imul(c0 ^ c2, 0x01010101);
    const both = Math.imul(c0 ^ c1 ^ c2 ^ c3, 0x01010101);
    let l = PAIR_LOW[bits >> 4]!;
    let h = PAIR_HIGH[bits >> 4]!;
    this.#lo = ground ^ (l & low) ^ (h & high) ^ (l & h & both);
    l = PAIR_LOW[bits & 15]!;
    h = PAIR_HIGH[bits & 15]!;
    this.#hi = ground ^ (l & low) ^ (h & high) ^ (l & h & both);
  }

  /** Eight pixels one by one: with registers that change, sprites and the edge of the border. */
  #exact(c: number, at: number, halted: number, from: number, to: number): void {
    const { regs, pixels, xs } = this;
    this.materialise();
    const drawing = this.enabled;
    const packed = this.next2;
    const xscroll = regs[0x16]! & 7;
    this.next2 = this.next;
    this.last = packed;
    const { pending } = this;
    const { hmos } = this.model;
    let pairs = (regs[0x16]! & 0x10) !== 0;
    for (let i = 0; i < 8; i++) {
      if (pending >= 0) {
        if (pending === 0x11) {
          // bits of the mode come sooner than they go
          if (!hmos) {
            if (i === 4) regs[0x11]! |= this.pendingValue;
            else if (i === 6) regs[0x11] = this.pendingValue;
          }
        } else if (pending === 0x16) {
          // colours are chosen as the new mode wants before the bits are taken in pairs
          if (i === 4 && !hmos) regs[0x16] = this.pendingValue;
          else if (i === 5) regs[0x16] = this.pendingValue;
          else if (i === 7) pairs = (this.pendingValue & 0x10) !== 0;
        } else if (i === 0 && pending >= 0x20 && hmos) {
          // the grey dot: while its register is being written the colour is light grey
          regs[pending] = 15;
        } else if (i === (hmos && pending === 0x1c ? 6 : DELAY[pending]!)) regs[pending] = this.pendingValue;
      }
      if (this.late >= 0 && i === 1) {
        regs[0x11] = this.late;
        this.late = -1;
      }
      if (i === 7) this.border = this.borderLate;
      if (i === xscroll && (packed & FETCHED) !== 0) {
        this.shift = packed & 0xff;
        this.shiftColours = packed & 0xfff00;
        this.flop = 0;
      }
      const v = (this.shiftColours >> 8) & 0xff;
      const colour = this.shiftColours >> 16;
      const mode = ((regs[0x11]! & 0x60) >> 4) | ((regs[0x16]! & 0x10) >> 4);
      const multi = (mode & 2) !== 0 || (colour & 8) !== 0;
      if (!pairs || !multi) this.pair = (this.shift >> 6) & 2;
      else if (this.flop === 0) this.pair = this.shift >> 6;
      const value = this.pair;
      this.shift = (this.shift << 1) & 0xff;
      this.flop ^= 1;
      let pixel: number;
      switch (mode) {
        case 0:
          pixel = value < 2 ? regs[0x21]! : colour;
          break;
        case 1:
          if (value === 0) pixel = regs[0x21]!;
          else if (!multi) pixel = value < 2 ? regs[0x21]! : colour;
          else pixel = value === 3 ? colour & 7 : regs[0x21 + value]!;
          break;
        case 2:
          pixel = value < 2 ? v & 15 : v >> 4;
          break;
        case 3:
          pixel = value === 0 ? regs[0x21]! : value === 3 ? colour : value === 1 ? v >> 4 : v & 15;
          break;
        case 4:
          pixel = value < 2 ? regs[0x21 + (v >> 6)]! : colour;
          break;
        default:
          pixel = 0;
      }
      if ((this.display | this.displayLate | this.active) !== 0) {
        const sprite = this.#sprites(
          i,
          xs[(c - 1) * 8 + i]!,
          value >> 1,
          i >= from && i < to ? ~halted : -1,
          i === from && from !== 0 ? halted : 0,
        );
        if (sprite >= 0) pixel = sprite;
      }
      if (this.border !== 0) pixel = regs[0x20]!;
      if (drawing) pixels[at + i] = pixel;
    }
    if (this.pending >= 0) {
      if (hmos && this.pending === 0x11) {
        regs[0x11]! |= this.pendingValue;
        this.late = this.pendingValue;
      } else regs[this.pending] = this.pendingValue;
      this.pending = -1;
    }
    if (this.slow !== 0) this.slow--;
    this.#unmute();
  }

  #unmute(): void {
    if (this.mutedSprites !== 0) this.mutedSprites = Math.max(this.mutedSprites - 8, 0);
    if (this.mutedData !== 0) this.mutedData = Math.max(this.mutedData - 8, 0);
  }

  /** One pixel of all sprites. Returns its colour, or −1 if the graphics show. */
  #sprites(i: number, x: number, foreground: number, running: number, held: number): number {
    const { regs, out, value } = this;
    let hit = 0;
    let top = -1;
    this.active &= running | held;
    if (x === DISPLAY_X) this.display = this.displayLate;
    let left = this.active | (this.display & running);
    while (left !== 0) {
      const bit = left & -left;
      const s = 31 - Math.clz32(bit);
      left ^= bit;
      if ((this.active & bit) === 0) {
        if ((regs[s * 2]! | (((regs[0x10]! >> s) & 1) << 8)) !== x) continue;
        this.active |= bit;
        value[s] = 0;
        this.xFlop &= ~bit;
        this.mcFlop &= ~bit;
      }
      const multi = (regs[0x1c]! & bit) !== 0;
      if ((held & bit) !== 0) {
        // the shifter stands still already, what it shows last stays for this pixel
      } else if ((this.xFlop & bit) === 0) {
        if (multi) {
          if ((this.mcFlop & bit) === 0) value[s] = (out[s]! >> 22) & 3;
          this.mcFlop ^= bit;
        } else {
          value[s] = (out[s]! >> 22) & 2;
          this.mcFlop |= bit;
        }
        out[s] = (out[s]! << 1) & 0xffffff;
      }
      if ((regs[0x1d]! & bit) !== 0) this.xFlop ^= bit;
      else this.xFlop &= ~bit;
      const p = value[s]!;
      if (p !== 0) {
        hit |= bit;
        if (top < 0) top = s;
      } else if (out[s] === 0) this.active &= ~bit;
    }
    if (hit === 0) return -1;
    if ((hit & (hit - 1)) !== 0) {
      if (i >= this.mutedSprites) {
        if (this.spriteSprite === 0) this.latch |= 4;
        this.spriteSprite |= hit;
      }
    }
    if (foreground !== 0) {
      if (i >= this.mutedData) {
        if (this.spriteData === 0) this.latch |= 2;
        this.spriteData |= hit;
      }
      if (((regs[0x1b]! >> top) & 1) !== 0) return -1;
    }
    const p = value[top]!;
    return p === 2 ? regs[0x27 + top]! : regs[p === 1 ? 0x25 : 0x26]!;
  }

  state(io: StateIo): void {
    if (!io.loading) this.materialise();
    io.bytes('regs', this.regs);
    for (const name of NUMBERS) this[name] = io.number(name, this[name]);
    io.ints('out', this.out);
    io.bytes('value', this.value);
  }
}

const NUMBERS = [
  'mutedSprites',
  'mutedData',
  'slow',
  'pending',
  'pendingValue',
  'late',
  'next',
  'next2',
  'last',
  'shift',
  'shiftColours',
  'flop',
  'pair',
  'border',
  'borderLate',
  'display',
  'displayLate',
  'active',
  'xFlop',
  'mcFlop',
  'spriteSprite',
  'spriteData',
  'latch',
] as const;
