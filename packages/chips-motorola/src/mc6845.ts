import { StateError, type StateIo } from '@backplane/kernel';

/*
 * MC6845 CRT controller
 *
 * Sources: Motorola, *MC6845 CRT Controller* data sheet (registers, figures 11–14: timing, interlace, cursor); Hitachi,
 * *HD6845S (HD46505S) CRT Controller* data sheet (VSYNC width, skew, readable start address); UMC, *UM6845R* data sheet
 * (status register). What the data sheets leave open (counters that are overtaken, when a register is looked at) is as
 * measured by the Amstrad CPC community: "CRTC" in the CPC wiki, which names the HD6845S type 0, the UM6845R type 1 and
 * the MC6845 type 2.
 *
 * All comparisons are for equality, so a counter that has passed its register goes on to its end and round. The chip
 * changes state only at a few characters of a line; between them it is advanced by a subtraction. Lines and pictures
 * that nobody watches are passed over as a whole.
 */

/** Kinds of the chip that differ in what programs can see. */
export type Crtc6845Model = 'mc6845' | 'hd6845' | 'um6845';

/** Draws what the chip addresses. */
export interface Crtc6845Sink {
  /**
   * `chars` character clocks pass, the first being the one in which the chip stands (`hcc`, `ma`, `ra`, `displays`, `hs`,
   * `vs`); all signals stay as they are, `hcc` and `ma` count up by one each.
   */
  span(chars: number): void;
}

/** Register numbers. */
export const CRTC = {
  horizontalTotal: 0,
  horizontalDisplayed: 1,
  horizontalSyncPosition: 2,
  syncWidth: 3,
  verticalTotal: 4,
  verticalAdjust: 5,
  verticalDisplayed: 6,
  verticalSyncPosition: 7,
  interlace: 8,
  maximumRaster: 9,
  cursorStart: 10,
  cursorEnd: 11,
  startHigh: 12,
  startLow: 13,
  cursorHigh: 14,
  cursorLow: 15,
  lightPenHigh: 16,
  lightPenLow: 17,
} as const;

const REGISTERS = 18;
/** Bits that each register has. */
const WIDTHS = [255, 255, 255, 15, 127, 31, 127, 127, 3, 31, 127, 31, 63, 255, 63, 255, 63, 255];

/** Address lines MA0–MA13. */
const MA_MASK = 0x3fff;
/** Interlace mode bits of R8. */
const INTERLACED = 0x01;
const SYNC_AND_VIDEO = 0x03;

/** What the lines of a picture are: rows of characters, vertical adjust, the odd line of an interlaced picture. */
const ROWS = 0;
const ADJUST = 1;
const EXTRA = 2;

/** Shorter advances are made change by change. */
const SKIP_FROM = 512;

/** One CRT controller, advanced by character clocks. Its state describes the character that is being addressed. */
export class Mc6845 {
  readonly model: Crtc6845Model;
  /** R0–R17. */
  readonly registers = new Uint8Array(REGISTERS);
  /** Address register: the register that data go to. */
  selected = 0;
  /** Horizontal character counter, 0–255. */
  hcc = 0;
  /** Vertical character counter, 0–127. */
  vcc = 0;
  /** Refresh memory address, 0–3FFFh. */
  ma = 0;
  /** Raster address, 0–31. */
  ra = 0;
  /** HSYNC. */
  hs = false;
  /** VSYNC. */
  vs = false;
  /** Display enable, horizontal and vertical part. DISPEN is both: `displays`. */
  hde = false;
  vde = false;
  /** VSYNC pulses that have begun since power-on. */
  vsyncs = 0;
  /** Pictures (fields, when interlaced) that have begun since power-on. */
  fields = 0;
  /** 0 in even fields and without interlace, 1 in odd fields. */
  field = 0;

  readonly #masks = Uint8Array.from(WIDTHS);
  /** Row counter: equals `ra` except in interlace sync and video mode. */
  #raster = 0;
  /** Address at which the present row of characters starts, later the next row. */
  #rowStart = 0;
  /** Characters for which HSYNC has lasted, 0 without it. */
  #hsc = 0;
  /** Lines for which VSYNC has lasted, 0 without it. */
  #vsc = 0;
  /** VSYNC without the half line by which it may be late. */
  #syncing = false;
  /** VCC was found equal to R7. */
  #r7Match = false;
  /** This row of characters has been found to be the last one. */
  #lastRow = false;
  #phase = ROWS;
  /** Lines of the vertical adjust that have begun. */
  #adjusted = 0;
  /** The light pen has been triggered since R16 or R17 was read (UM6845R). */
  #penFull = false;

  /** A copy of the state for looking ahead. */
  readonly #kept = new Float64Array(24);

  constructor(model: Crtc6845Model = 'mc6845') {
    this.model = model;
    if (model === 'hd6845') {
      this.#masks[CRTC.syncWidth] = 0xff;
      this.#masks[CRTC.interlace] = 0xf3;
    }
  }

  /** DISPEN: the character is part of the picture. */
  get displays(): boolean {
    return this.hde && this.vde;
  }

  /** Application of power. RESET leaves the registers alone and is not wired on the cards that use the chip. */
  power(): void {
    this.registers.fill(0);
    this.selected = 0;
    this.hcc = 0;
    this.vcc = 0;
    this.ma = 0;
    this.ra = 0;
    this.hs = false;
    this.vs = false;
    this.hde = false;
    this.vde = false;
    this.vsyncs = 0;
    this.fields = 0;
    this.field = 0;
    this.#raster = 0;
    this.#rowStart = 0;
    this.#hsc = 0;
    this.#vsc = 0;
    this.#syncing = false;
    this.#r7Match = false;
    this.#lastRow = false;
    this.#phase = ROWS;
    this.#adjusted = 0;
    this.#penFull = false;
  }

  // ---------------------------------------------------------------- registers

  /** Writes the address register: R0–R17; other numbers select nothing. */
  select(value: number): void {
    this.selected = value & 0x1f;
  }

  /** Writes the selected register, in the character in which the chip stands. */
  write(value: number): void {
    const n = this.selected;
    if (n >= CRTC.lightPenHigh) return;
    this.registers[n] = value & this.#masks[n]!;
    if (n === CRTC.verticalTotal) this.#lastRow ||= this.#phase === ROWS && this.vcc === this.registers[n]!;
    else if (n === CRTC.verticalSyncPosition) this.#compareSync();
    else if (n === CRTC.interlace) this.#output();
  }

  /** Reads the selected register: those that cannot be read give 0. */
  read(): number {
    const value = this.peek();
    if (this.selected === CRTC.lightPenHigh || this.selected === CRTC.lightPenLow) this.#penFull = false;
    return value;
  }

  /** Like `read`, without side effects. */
  peek(): number {
    const n = this.selected;
    if (n >= CRTC.cursorHigh && n <= CRTC.lightPenLow) return this.registers[n]!;
    if (this.model === 'hd6845' && (n === CRTC.startHigh || n === CRTC.startLow)) return this.registers[n]!;
    return this.model === 'um6845' && n === 31 ? 0xff : 0;
  }

  /** Status register of the UM6845R (bit 6 light pen full, bit 5 vertical blanking); the others have none: FFh. */
  status(): number {
    if (this.model !== 'um6845') return 0xff;
    return (this.#penFull ? 0x40 : 0) | (this.vde ? 0 : 0x20);
  }

  /** LPSTB rises: the refresh address goes to R16 and R17. */
  strobe(): void {
    this.registers[CRTC.lightPenHigh] = this.ma >> 8;
    this.registers[CRTC.lightPenLow] = this.ma;
    this.#penFull = true;
  }

  // ---------------------------------------------------------------- cursor

  /** Address of the cursor, R14 and R15. */
  get cursorAddress(): number {
    return (this.registers[CRTC.cursorHigh]! << 8) | this.registers[CRTC.cursorLow]!;
  }

  /** Address of the first character, R12 and R13. */
  get startAddress(): number {
    return (this.registers[CRTC.startHigh]! << 8) | this.registers[CRTC.startLow]!;
  }

  /** Whether the cursor's blinking shows it in this field: R10 bits 6–5 = on, off, 1/16 and 1/32 of the field rate. */
  get cursorBlinksOn(): boolean {
    switch (this.registers[CRTC.cursorStart]! & 0x60) {
      case 0x00:
        return true;
      case 0x20:
        return false;
      case 0x40:
        return (this.fields & 8) === 0;
      default:
        return (this.fields & 16) === 0;
    }
  }

  /** Whether raster `ra` is one of the cursor's, R10 and R11. A start beyond the end makes a cursor in two parts. */
  cursorOn(ra: number): boolean {
    const start = this.registers[CRTC.cursorStart]! & 0x1f;
    const end = this.registers[CRTC.cursorEnd]!;
    return start <= end ? ra >= start && ra <= end : ra >= start || ra <= end;
  }

  // ---------------------------------------------------------------- time

  /** Lets `chars` character clocks pass, telling `sink` about them. */
  advance(chars: number, sink: Crtc6845Sink | null): void {
    let n = chars;
    if (sink === null && n >= SKIP_FROM) n = this.#skip(n);
    while (n > 0) n -= this.#step(n, sink);
  }

  /** Character clocks from now to the start of the next VSYNC pulse, or `limit` if it does not come before. */
  untilVsync(limit: number): number {
    const before = this.vsyncs;
    return this.#lookAhead(limit, () => this.vsyncs !== before);
  }

  /** Character clocks from now to the next change of a signal, or `limit` if it does not change before. */
  untilEdge(signal: 'displays' | 'hs' | 'vs', limit: number): number {
    const before = this[signal];
    return this.#lookAhead(limit, () => this[signal] !== before);
  }

  #lookAhead(limit: number, found: () => boolean): number {
    this.#keep();
    let n = 0;
    while (n < limit && !found()) n += this.#step(limit - n, null);
    this.#restore();
    return n;
  }

  /** Goes to the next character at which something may change, at most `limit` characters. Returns how many it were. */
  #step(limit: number, sink: Crtc6845Sink | null): number {
    const r = this.registers;
    const { hcc } = this;
    const skew = r[CRTC.interlace]! >> 4;
    let d = ((r[CRTC.horizontalTotal]! - hcc) & 0xff) + 1;
    // the distance to a character is 1–256: where the chip stands has been dealt with
    let e = (((r[CRTC.horizontalDisplayed]! - hcc - 1) & 0xff) + 1) | 0;
    if (e < d) d = e;
    if (skew !== 0) {
      e = ((r[CRTC.horizontalDisplayed]! + (skew & 3) - hcc - 1) & 0xff) + 1;
      if (e < d) d = e;
      e = (((skew & 3) - hcc - 1) & 0xff) + 1;
      if (e < d) d = e;
    }
    e = ((-hcc - 1) & 0xff) + 1;
    if (e < d) d = e;
    if (this.hs) {
      e = ((r[CRTC.syncWidth]! - this.#hsc - 1) & 15) + 1;
    } else {
      e = ((r[CRTC.horizontalSyncPosition]! - hcc - 1) & 0xff) + 1;
    }
    if (e < d) d = e;
    if ((r[CRTC.interlace]! & INTERLACED) !== 0) {
      e = (((r[CRTC.horizontalTotal]! >> 1) - hcc) & 0xff) + 1;
      if (e < d) d = e;
    }
    if (d > limit) d = limit;
    if (sink !== null) sink.span(d);
    this.#enter(d);
    return d;
  }

  /** `chars` character clocks have passed, without anything to be done but for the last. */
  #enter(chars: number): void {
    const r = this.registers;
    const last = (this.hcc + chars - 1) & 0xff;
    let ended = false;
    if (this.hs) {
      this.#hsc = (this.#hsc + chars) & 15;
      if (this.#hsc === (r[CRTC.syncWidth]! & 15)) {
        this.hs = false;
        this.#hsc = 0;
        ended = true;
      }
    }
    if (last === r[CRTC.horizontalTotal]!) {
      this.#line();
      this.hcc = 0;
      this.ma = this.#rowStart;
    } else {
      this.hcc = (last + 1) & 0xff;
      this.ma = (this.ma + chars) & MA_MASK;
    }
    this.#compare(ended);
  }

  /** Looks at the registers for the character that has been entered. */
  #compare(syncEnded: boolean): void {
    const r = this.registers;
    const { hcc } = this;
    const interlace = r[CRTC.interlace]!;
    const skew = (interlace >> 4) & 3;
    if (hcc === 0 && skew !== 0) this.hde = false;
    if (hcc === skew && skew !== 3) this.hde = true;
    const displayed = r[CRTC.horizontalDisplayed]!;
    if (hcc === displayed && this.#isLastRaster()) this.#rowStart = this.ma;
    if (hcc === ((displayed + skew) & 0xff)) this.hde = false;
    if (hcc === r[CRTC.horizontalSyncPosition]! && !this.hs) {
      // a width of 0 is 16 on the MC6845, none on the others; the HD6845S cannot start a pulse where one ends
      const width = r[CRTC.syncWidth]! & 15;
      if (this.model === 'mc6845' || (width !== 0 && !(syncEnded && this.model === 'hd6845'))) {
        this.hs = true;
        this.#hsc = 0;
      }
    }
    if ((interlace & INTERLACED) !== 0 && hcc === (((r[CRTC.horizontalTotal]! >> 1) + 1) & 0xff))
      this.vs = this.#syncing;
  }

  /** Whether this line is the last one of a row of characters. */
  #isLastRaster(): boolean {
    const r = this.registers;
    if ((r[CRTC.interlace]! & SYNC_AND_VIDEO) === SYNC_AND_VIDEO)
      return (this.#raster | 1) === (r[CRTC.maximumRaster]! | 1);
    return this.#raster === r[CRTC.maximumRaster]!;
  }

  /** The next line begins. */
  #line(): void {
    const r = this.registers;
    const interlace = r[CRTC.interlace]!;
    const step = (interlace & SYNC_AND_VIDEO) === SYNC_AND_VIDEO ? 2 : 1;
    if (this.#syncing) {
      const width = this.model === 'hd6845' ? r[CRTC.syncWidth]! >> 4 : 0;
      this.#vsc = (this.#vsc + 1) & 15;
      if (this.#vsc === width) {
        this.#syncing = false;
        this.#vsc = 0;
      }
    }
    if (this.#phase === EXTRA) this.#picture();
    else if (this.#phase === ADJUST) {
      this.#raster = (this.#raster + step) & 0x1f;
      this.#adjusted = (this.#adjusted + 1) & 0x1f;
      if (this.#adjusted === r[CRTC.verticalAdjust]!) this.#rowsDone();
    } else if (this.#isLastRaster()) {
      this.#raster = 0;
      if (!this.#lastRow) this.vcc = (this.vcc + 1) & 0x7f;
      else if (r[CRTC.verticalAdjust] === 0) this.#rowsDone();
      else {
        this.#phase = ADJUST;
        this.#adjusted = 0;
        this.vcc = (this.vcc + 1) & 0x7f;
      }
      this.#lastRow = false;
    } else this.#raster = (this.#raster + step) & 0x1f;
    if (this.#phase === ROWS) this.#lastRow ||= this.vcc === r[CRTC.verticalTotal]!;
    if (this.model === 'um6845' && this.vcc === 0 && this.#phase === ROWS) this.#rowStart = this.startAddress;
    if (this.vcc === r[CRTC.verticalDisplayed]!) this.vde = false;
    this.#compareSync();
    this.#output();
  }

  /** All lines of a picture are done, but for the line by which even fields are longer. */
  #rowsDone(): void {
    if ((this.registers[CRTC.interlace]! & INTERLACED) !== 0 && this.field === 0) this.#phase = EXTRA;
    else this.#picture();
  }

  /** The next picture begins: the only time at which the start address is looked at. */
  #picture(): void {
    this.vcc = 0;
    this.#raster = 0;
    this.#phase = ROWS;
    this.#lastRow = false;
    this.#rowStart = this.startAddress;
    this.vde = true;
    this.fields++;
    this.field = (this.registers[CRTC.interlace]! & INTERLACED) !== 0 ? this.field ^ 1 : 0;
  }

  /** VCC has become equal to R7: VSYNC begins, unless there is one. */
  #compareSync(): void {
    const match = this.vcc === this.registers[CRTC.verticalSyncPosition]!;
    if (match && !this.#r7Match && !this.#syncing) {
      this.#syncing = true;
      this.#vsc = 0;
      this.vsyncs++;
      this.#output();
    }
    this.#r7Match = match;
  }

  /** Pins that follow the counters. In even fields VSYNC is half a line late. */
  #output(): void {
    const interlace = this.registers[CRTC.interlace]!;
    this.ra = (interlace & SYNC_AND_VIDEO) === SYNC_AND_VIDEO ? (this.#raster & 0x1e) | this.field : this.#raster;
    if ((interlace & INTERLACED) === 0 || this.field === 1) this.vs = this.#syncing;
  }

  // ---------------------------------------------------------------- long times

  /**
   * Passes over lines and pictures. With constant registers the chip is a finite machine, so pictures repeat: when one
   * begins as an earlier one did, all whole periods are passed over at once. Returns how many characters are left.
   */
  #skip(chars: number): number {
    let n = chars;
    let anchor = -1;
    let anchorAt = 0;
    let anchorFields = 0;
    let anchorSyncs = 0;
    let seen = 0;
    let wait = 1;
    let { fields } = this;
    while (n >= SKIP_FROM) {
      n -= this.#isPlainLine() ? this.#wholeLine() : this.#step(n, null);
      if (this.fields === fields) continue;
      fields = this.fields;
      const now = this.#signature();
      if (now === anchor) {
        const period = anchorAt - n;
        const times = Math.floor(n / period);
        n -= times * period;
        this.vsyncs += times * (this.vsyncs - anchorSyncs);
        this.fields += times * (this.fields - anchorFields);
        return n;
      }
      if (++seen === wait) {
        anchor = now;
        anchorAt = n;
        anchorFields = fields;
        anchorSyncs = this.vsyncs;
        seen = 0;
        wait *= 2;
      }
    }
    return n;
  }

  /** Whether the chip stands at the start of a line in which HSYNC begins and ends, if at all, and nothing is late. */
  #isPlainLine(): boolean {
    const r = this.registers;
    const total = r[CRTC.horizontalTotal]!;
    if (this.hcc !== 0 || this.hs || r[CRTC.interlace]! !== 0 || total >= SKIP_FROM) return false;
    const at = r[CRTC.horizontalSyncPosition]!;
    if (at > total) return true;
    const width = r[CRTC.syncWidth]! & 15;
    return at + (width === 0 ? 16 : width) <= total;
  }

  /** Passes a plain line. Returns its characters. */
  #wholeLine(): number {
    const r = this.registers;
    const displayed = r[CRTC.horizontalDisplayed]!;
    const total = r[CRTC.horizontalTotal]!;
    if (displayed <= total && this.#isLastRaster()) this.#rowStart = (this.ma + displayed) & MA_MASK;
    this.#line();
    this.ma = this.#rowStart;
    this.#compare(false);
    return total + 1;
  }

  /** All that differs between the starts of pictures while registers are constant. */
  #signature(): number {
    return (
      this.#vsc |
      (this.#hsc << 5) |
      (this.field << 10) |
      (this.hs ? 0x800 : 0) |
      (this.vs ? 0x1000 : 0) |
      (this.#syncing ? 0x2000 : 0) |
      (this.#r7Match ? 0x4000 : 0) |
      (this.hde ? 0x8000 : 0) |
      (this.vde ? 0x10000 : 0)
    );
  }

  // ---------------------------------------------------------------- state

  #keep(): void {
    const k = this.#kept;
    k[0] = this.hcc;
    k[1] = this.vcc;
    k[2] = this.ma;
    k[3] = this.ra;
    k[4] = this.hs ? 1 : 0;
    k[5] = this.vs ? 1 : 0;
    k[6] = this.hde ? 1 : 0;
    k[7] = this.vde ? 1 : 0;
    k[8] = this.vsyncs;
    k[9] = this.fields;
    k[10] = this.field;
    k[11] = this.#raster;
    k[12] = this.#rowStart;
    k[13] = this.#hsc;
    k[14] = this.#vsc;
    k[15] = this.#syncing ? 1 : 0;
    k[16] = this.#r7Match ? 1 : 0;
    k[17] = this.#lastRow ? 1 : 0;
    k[18] = this.#phase;
    k[19] = this.#adjusted;
  }

  #restore(): void {
    const k = this.#kept;
    this.hcc = k[0]!;
    this.vcc = k[1]!;
    this.ma = k[2]!;
    this.ra = k[3]!;
    this.hs = k[4] !== 0;
    this.vs = k[5] !== 0;
    this.hde = k[6] !== 0;
    this.vde = k[7] !== 0;
    this.vsyncs = k[8]!;
    this.fields = k[9]!;
    this.field = k[10]!;
    this.#raster = k[11]!;
    this.#rowStart = k[12]!;
    this.#hsc = k[13]!;
    this.#vsc = k[14]!;
    this.#syncing = k[15] !== 0;
    this.#r7Match = k[16] !== 0;
    this.#lastRow = k[17] !== 0;
    this.#phase = k[18]!;
    this.#adjusted = k[19]!;
  }

  /** The chip as it stands; the owner brings it up to date first. @throws StateError if what is loaded cannot be */
  state(io: StateIo): void {
    const { registers } = this;
    io.bytes('registers', registers);
    this.selected = this.#number(io, 'selected', this.selected, 0x1f);
    this.hcc = this.#number(io, 'hcc', this.hcc, 0xff);
    this.vcc = this.#number(io, 'vcc', this.vcc, 0x7f);
    this.ma = this.#number(io, 'ma', this.ma, MA_MASK);
    this.ra = this.#number(io, 'ra', this.ra, 0x1f);
    this.#raster = this.#number(io, 'raster', this.#raster, 0x1f);
    this.#rowStart = this.#number(io, 'rowStart', this.#rowStart, MA_MASK);
    this.#hsc = this.#number(io, 'hsc', this.#hsc, 15);
    this.#vsc = this.#number(io, 'vsc', this.#vsc, 15);
    this.#phase = this.#number(io, 'phase', this.#phase, EXTRA);
    this.#adjusted = this.#number(io, 'adjusted', this.#adjusted, 0x1f);
    this.field = this.#number(io, 'field', this.field, 1);
    this.fields = this.#number(io, 'fields', this.fields, Number.MAX_SAFE_INTEGER);
    this.vsyncs = this.#number(io, 'vsyncs', this.vsyncs, Number.MAX_SAFE_INTEGER);
    this.hs = io.bool('hs', this.hs);
    this.vs = io.bool('vs', this.vs);
    this.hde = io.bool('hde', this.hde);
    this.vde = io.bool('vde', this.vde);
    this.#syncing = io.bool('syncing', this.#syncing);
    this.#r7Match = io.bool('r7Match', this.#r7Match);
    this.#lastRow = io.bool('lastRow', this.#lastRow);
    this.#penFull = io.bool('penFull', this.#penFull);
    if (io.loading) for (let n = 0; n < REGISTERS; n++) registers[n] = registers[n]! & this.#masks[n]!;
  }

  #number(io: StateIo, name: string, value: number, max: number): number {
    const v = io.number(name, value);
    if (!Number.isInteger(v) || v < 0 || v > max) {
      throw new StateError(`The CRT controller's ${name} is ${v}; it goes from 0 to ${max}.`);
    }
    return v;
  }
}
