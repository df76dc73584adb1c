import type { Crtc6845Sink, Mc6845 } from '@backplane/chips-motorola';
import { Monitor, type ScanTiming } from './monitor.ts';

/*
 * What a card with a 6845 makes of its memory
 *
 * The CRT controller tells of spans of characters through which its signals stay as they are. A span is kept until
 * something ends it, and then drawn as a whole; what it would draw is what the row holds already if neither the memory it
 * shows nor anything else has changed since it was last drawn there, and then nothing is done. Dots are numbered from
 * power-on.
 */

/** Bytes of the blocks of which changes of memory are noted, as a power of two. */
export const BLOCK_BITS = 7;

/** What is drawn: nothing (retrace), the border, characters or graphics. */
export const BLANK = 0;
export const BORDER = 1;
export const DISPLAY = 2;
const NOTHING = -1;

/** The picture of a card while somebody watches. */
export abstract class CardPicture implements Crtc6845Sink {
  readonly monitor: Monitor;
  /** Dot at which the next span begins. Set before the controller is advanced. */
  dot = 0;
  /** By blocks of memory: number of the last change. */
  readonly changes: Float64Array;
  /** Number of the last change of memory. */
  change = 0;

  /** Dots of a character. */
  width = 16;
  /** Palette index of the border. */
  border = 0;
  /** The video signal is enabled; without it all is border. */
  protected video = false;
  /** The picture is made of characters: there is a cursor. */
  protected text = true;
  /** Characters can blink. */
  protected blinks = false;
  /** Address lines of the controller that reach the memory. */
  protected addressMask = 0x3fff;
  /** Raster lines that choose one of the 8 KB banks of graphics. */
  protected bankMask = 0;
  /** Where the part of memory that is displayed begins. */
  protected page = 0;

  protected readonly crtc: Mc6845;

  /** The span that has not been drawn yet. */
  #kind = NOTHING;
  #spanDot = 0;
  #spanMa = 0;
  #spanRa = 0;
  #spanChars = 0;
  #spanSyncs = 0;
  #hs = false;
  #vs = false;

  /** The two spans drawn last, for changes of registers that reach their last two characters; `#last` is the later one. */
  #last = 0;
  readonly #lastKind = new Int8Array(2).fill(NOTHING);
  readonly #lastChars = new Int32Array(2);
  readonly #lastMa = new Int32Array(2);
  readonly #lastRa = new Uint8Array(2);
  readonly #lastDot = new Float64Array(2);
  readonly #lastWidth = new Uint8Array(2);
  readonly #lastSyncs = new Float64Array(2);
  readonly #lastRow = new Int32Array(2);
  readonly #lastLineDot = new Float64Array(2);
  readonly #cell = new Uint8Array(16);

  /** Per row: the display span it holds (−1 = none), the look of the registers, its dots, and the change of memory. */
  readonly #rowKey: Float64Array;
  readonly #rowLook: Float64Array;
  readonly #rowFrom: Int32Array;
  readonly #rowTo: Int32Array;
  readonly #rowChange: Float64Array;
  /** Counts changes of registers that show in any span. */
  #look = 0;

  /** @param memory bytes of memory */
  constructor(crtc: Mc6845, memory: number, timing: ScanTiming) {
    this.crtc = crtc;
    this.changes = new Float64Array(memory >> BLOCK_BITS);
    this.monitor = new Monitor(timing);
    this.#rowKey = new Float64Array(timing.rows).fill(-1);
    this.#rowLook = new Float64Array(timing.rows);
    this.#rowFrom = new Int32Array(timing.rows);
    this.#rowTo = new Int32Array(timing.rows);
    this.#rowChange = new Float64Array(timing.rows);
    this.monitor.rowCleared = (row) => {
      this.#rowKey[row] = -1;
    };
  }

  /** Dot of the first character, and whether the cursor is lit in this picture: for `paint`. */
  protected paintDot = 0;
  protected cursorLit = false;

  /**
   * Draws characters into the buffer from index `at` on.
   * @param cursor number, counted from 1, of the character with the cursor, lit or not; 0 = none. It does not blink
   * @param dark characters that blink are not to be seen now
   */
  protected abstract paint(at: number, ma: number, ra: number, chars: number, cursor: number, dark: boolean): void;

  /** Characters of the display are on the screen now, newly drawn or not. */
  protected painted(_dot: number, _ra: number, _chars: number, _syncs: number, _row: number, _lineDot: number): void {}

  /** Starts afresh at `dot`, in a row that began at `lineDot`: nothing drawn is good any more. */
  restart(dot: number, lineDot: number, row: number): void {
    this.#kind = NOTHING;
    this.#lastKind.fill(NOTHING);
    this.#rowKey.fill(-1);
    this.#hs = this.crtc.hs;
    this.#vs = this.crtc.vs;
    this.dot = dot;
    this.monitor.restart(lineDot, row);
    this.#look++;
  }

  /** What registers hold shows in everything drawn from now on. Call `flush` before. */
  protected changed(): void {
    this.#look++;
  }

  /** A row does not hold any more what was drawn there. */
  protected spoil(row: number): void {
    this.#rowKey[row] = -1;
  }

  /** Notes that a byte of memory has changed. */
  note(address: number): void {
    this.changes[address >> BLOCK_BITS] = ++this.change;
  }

  /** The processor is about to change a byte of memory: what shows the old one is drawn. */
  touch(address: number): void {
    if (this.#kind !== DISPLAY) return;
    const mask = this.addressMask;
    if ((((address >> 1) - this.#spanMa) & mask) < this.#spanChars) this.flush();
  }

  span(chars: number): void {
    const { crtc, monitor, width } = this;
    if (crtc.hs !== this.#hs || crtc.vs !== this.#vs) {
      this.flush();
      if (crtc.hs && !this.#hs) monitor.hsync(this.dot);
      if (crtc.vs && !this.#vs) monitor.vsync();
      this.#hs = crtc.hs;
      this.#vs = crtc.vs;
    }
    // without sync pulses a row ends somewhere in the span
    let from = 0;
    while (from < chars) {
      if (this.dot - monitor.lineDot >= monitor.stride) {
        this.flush();
        monitor.reach(this.dot);
      }
      const room = Math.ceil((monitor.lineDot + monitor.stride - this.dot) / width);
      const some = Math.min(chars - from, room);
      this.#put(from, some);
      this.dot += some * width;
      from += some;
    }
  }

  /** Some characters of a span, in one row, wait to be drawn. */
  #put(from: number, chars: number): void {
    const { crtc } = this;
    const kind = crtc.hs || crtc.vs ? BLANK : crtc.hde && crtc.vde && this.video ? DISPLAY : BORDER;
    const ma = (crtc.ma + from) & 0x3fff;
    if (kind === this.#kind) {
      const follows =
        this.#spanMa + this.#spanChars === ma && crtc.ra === this.#spanRa && crtc.vsyncs === this.#spanSyncs;
      if (kind !== DISPLAY || follows) {
        this.#spanChars += chars;
        return;
      }
    }
    this.flush();
    this.#kind = kind;
    this.#spanDot = this.dot;
    this.#spanMa = ma;
    this.#spanRa = crtc.ra;
    this.#spanChars = chars;
    this.#spanSyncs = crtc.vsyncs;
  }

  /** Draws what has been put off. */
  flush(): void {
    const kind = this.#kind;
    if (kind === NOTHING) return;
    this.#kind = NOTHING;
    const { width, monitor } = this;
    const chars = this.#spanChars;
    const ma = this.#spanMa;
    const dot = this.#spanDot;
    this.#draw(kind, dot, ma, this.#spanRa, chars, width, this.#spanSyncs, monitor.row, monitor.lineDot);
    const last = this.#last ^ 1;
    this.#last = last;
    this.#lastKind[last] = kind;
    this.#lastChars[last] = chars;
    this.#lastMa[last] = ma;
    this.#lastRa[last] = this.#spanRa;
    this.#lastDot[last] = dot;
    this.#lastWidth[last] = width;
    this.#lastSyncs[last] = this.#spanSyncs;
    this.#lastRow[last] = monitor.row;
    this.#lastLineDot[last] = monitor.lineDot;
  }

  /**
   * The card's registers have changed at dot `at`. A character is on the screen two characters after it was fetched, so
   * the two drawn last are still on their way: what the beam has not reached of them gets the new look.
   */
  changedAt(at: number): void {
    const dot = at - 2 * this.width;
    const last = this.#last;
    const chars = this.#lastChars[last]!;
    if (chars > 1) this.#redraw(last, chars - 2, dot);
    else this.#redraw(last ^ 1, this.#lastChars[last ^ 1]! - 1, dot);
    this.#redraw(last, chars - 1, dot);
  }

  /** Draws character `char` of span `n` again, from dot `from` on. */
  #redraw(n: number, char: number, from: number): void {
    const { monitor } = this;
    const last = this.#lastKind[n]!;
    const width = this.#lastWidth[n]!;
    const dot = this.#lastDot[n]! + char * width;
    const lineDot = this.#lastLineDot[n]!;
    const x = dot - lineDot;
    if (last === NOTHING || from >= dot + width || width !== this.width) return;
    if (x < 0 || x + width > monitor.stride) return;
    const row = this.#lastRow[n]!;
    const index = row * monitor.stride + x;
    const keep = Math.max(from - dot, 0);
    this.#cell.set(monitor.pixels.subarray(index, index + keep));
    const kind = last === DISPLAY && !this.video ? BORDER : last;
    const ma = (this.#lastMa[n]! + char) & 0x3fff;
    this.#draw(kind, dot, ma, this.#lastRa[n]!, 1, width, this.#lastSyncs[n]!, row, lineDot);
    monitor.pixels.set(this.#cell.subarray(0, keep), index);
    this.#rowKey[row] = -1;
  }

  #draw(
    kind: number,
    dot: number,
    ma: number,
    ra: number,
    chars: number,
    width: number,
    syncs: number,
    row: number,
    lineDot: number,
  ): void {
    const { monitor } = this;
    const x = dot - lineDot;
    const whole = Math.min(chars, Math.floor((monitor.stride - x) / width));
    if (x < 0 || whole <= 0) return;
    const end = x + whole * width;
    const at = row * monitor.stride + x;
    if (kind !== DISPLAY) {
      if (x < this.#rowTo[row]! && end > this.#rowFrom[row]!) this.#rowKey[row] = -1;
      monitor.pixels.fill(kind === BORDER ? this.border : 0, at, at + end - x);
      return;
    }
    const cursor = this.text ? this.#cursorIn(ma, ra, whole) : 0;
    // the card itself makes the cursor and characters blink: it counts eight and sixteen pictures
    const phase = this.text ? (syncs >> 3) & ((cursor > 0 ? 1 : 0) | (this.blinks ? 2 : 0)) : 0;
    // all that decides what a span looks like but for memory and the registers of the card
    const key = ((((ma * 32 + ra) * 1024 + x) * 256 + whole) * 256 + cursor) * 4 + phase;
    if (key !== this.#rowKey[row] || this.#look !== this.#rowLook[row] || this.#written(ma, ra, whole, row)) {
      this.#rowKey[row] = key;
      this.#rowLook[row] = this.#look;
      this.#rowFrom[row] = x;
      this.#rowTo[row] = end;
      this.#rowChange[row] = this.change;
      this.paintDot = dot;
      this.cursorLit = (phase & 1) === 0;
      this.paint(at, ma, ra, whole, cursor, this.blinks && (phase & 2) === 0);
    }
    this.painted(dot, ra, whole, syncs, row, lineDot);
  }

  /** Whether bytes that a span shows have changed since its row was drawn. */
  #written(ma: number, ra: number, chars: number, row: number): boolean {
    const since = this.#rowChange[row]!;
    if (this.change === since) return false;
    const { changes } = this;
    const bank = (this.page + ((ra & this.bankMask) << 13)) >> BLOCK_BITS;
    const mask = ((this.addressMask << 1) | 1) >> BLOCK_BITS;
    const last = ((ma + chars) * 2 - 1) >> BLOCK_BITS;
    for (let block = (ma * 2) >> BLOCK_BITS; block <= last; block++)
      if (changes[bank + (block & mask)]! > since) return true;
    return false;
  }

  /** Number, counted from 1, of the character of a span that has the cursor, lit or not; 0 = none. */
  #cursorIn(ma: number, ra: number, chars: number): number {
    const { crtc } = this;
    const at = (crtc.cursorAddress - ma) & 0x3fff;
    return at < chars && crtc.cursorOn(ra) && crtc.cursorBlinksOn ? at + 1 : 0;
  }
}
