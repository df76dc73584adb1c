import { Mc6845 } from '@backplane/chips-motorola';
import { cgafont } from '@backplane/roms-ibm-pc';
import { Monitor } from '../src/cards/video/monitor.ts';

/** What a character clock of the card has fetched. */
interface Fetched {
  readonly dot: number;
  readonly width: number;
  readonly kind: 'blank' | 'border' | 'display';
  readonly ma: number;
  readonly ra: number;
  readonly text: readonly [number, number];
  readonly graphics: readonly [number, number];
  /** Second byte of the character before. */
  readonly before: number;
  /** The cursor is in this character and raster, blinking aside. */
  readonly cursor: boolean;
  readonly syncs: number;
  /** Byte that an access of the processor put into its place, −1 = none. */
  readonly snow: number;
  readonly row: number;
  readonly lineDot: number;
}

/**
 * The colour adapter dot by dot: each character is fetched in one character clock and shown two later, with the
 * registers as they are at each dot. The oracle for the card that draws spans.
 */
export class SteppedCga {
  readonly crtc = new Mc6845('mc6845');
  readonly memory = new Uint8Array(0x4000);
  readonly monitor = new Monitor({ stride: 1024, rows: 320, shortest: 700 });
  mode = 0;
  colour = 0;
  #dot = 0;
  #start = 0;
  /** Characters on their way, the oldest first. */
  #pipe: Fetched[] = [];
  #hs = false;
  #vs = false;
  #snow: (readonly [dot: number, value: number])[] = [];

  constructor() {
    this.crtc.power();
    this.monitor.restart(0, 0);
  }

  get width(): number {
    return (this.mode & 1) !== 0 ? 8 : 16;
  }

  /** Goes on until just before the accesses of a dot. */
  to(dot: number): void {
    while (this.#dot < dot) {
      this.#show();
      this.#dot++;
      if (this.#dot === this.#start + this.width) {
        this.#fetch();
        this.#start = this.#dot;
      }
    }
  }

  #setMode(value: number): void {
    // what is on its way out when the character clock changes stays as it was
    if (((this.mode ^ value) & 1) !== 0) this.finish();
    this.mode = value;
    this.#start = this.#dot - (this.#dot % this.width);
  }

  write(what: 'mode' | 'colour' | 'crtc' | 'memory', at: number, value: number): void {
    if (what === 'mode') this.#setMode(value & 0x3f);
    else if (what === 'colour') this.colour = value & 0x3f;
    else if (what === 'crtc') {
      this.crtc.select(at);
      this.crtc.write(value);
    } else {
      this.memory[at & 0x3fff] = value;
      this.access(value);
    }
  }

  /** The processor has the memory in its next turn. */
  access(value: number): void {
    if ((this.mode & 3) !== 1) return;
    let turn = this.#dot + 1;
    while (turn % 16 !== 14) turn++;
    this.#snow.push([turn + 2, value]);
  }

  /** Shows the rest of what has been fetched. */
  finish(): void {
    const now = this.#dot;
    for (const { dot, width } of [...this.#pipe]) {
      for (; this.#dot < dot + 3 * width; this.#dot++) this.#show();
    }
    this.#dot = now;
    this.#pipe = [];
  }

  #fetch(): void {
    const { crtc, monitor, memory } = this;
    const dot = this.#start;
    if (crtc.hs && !this.#hs) monitor.hsync(dot);
    if (crtc.vs && !this.#vs) monitor.vsync();
    this.#hs = crtc.hs;
    this.#vs = crtc.vs;
    monitor.reach(dot);
    const text = (crtc.ma * 2) & 0x3fff;
    const graphics = ((crtc.ma * 2) & 0x1fff) + (crtc.ra & 1) * 0x2000;
    const hit = this.#snow.filter(([at]) => at >= dot && at < dot + this.width).at(-1);
    this.#snow = this.#snow.filter(([at]) => at >= dot + this.width);
    this.#pipe.push({
      dot,
      width: this.width,
      kind: crtc.hs || crtc.vs ? 'blank' : crtc.displays && (this.mode & 8) !== 0 ? 'display' : 'border',
      ma: crtc.ma,
      ra: crtc.ra,
      text: [memory[text]!, memory[text + 1]!],
      graphics: [memory[graphics]!, memory[graphics + 1]!],
      before: memory[(((crtc.ma - 1) * 2) & 0x1fff) + (crtc.ra & 1) * 0x2000 + 1]!,
      cursor: crtc.ma === crtc.cursorAddress && crtc.cursorOn(crtc.ra) && crtc.cursorBlinksOn,
      syncs: crtc.vsyncs,
      snow: hit === undefined ? -1 : hit[1],
      row: monitor.row,
      lineDot: monitor.lineDot,
    });
    crtc.advance(1, null);
  }

  /** One dot of the character that was fetched in the clock before. */
  #show(): void {
    const shown = this.#pipe[0];
    if (shown === undefined) return;
    const n = this.#dot - shown.dot - 2 * shown.width;
    if (n < 0) return;
    if (n === shown.width - 1) this.#pipe.shift();
    const x = shown.dot - shown.lineDot;
    const { monitor } = this;
    if (x < 0 || x + shown.width > monitor.stride) return;
    monitor.pixels[shown.row * monitor.stride + x + n] = this.#colourOf(shown, n);
  }

  #colourOf(shown: Fetched, n: number): number {
    const { mode, colour } = this;
    if (shown.kind === 'blank') return 0;
    const graphics = (mode & 2) !== 0;
    if (shown.kind === 'border' || (mode & 8) === 0) return (mode & 0x10) !== 0 ? 0 : colour & 15;
    if (!graphics) return this.#text(shown, n);
    let pixel: number;
    if (shown.width === 8) {
      // eight pairs of bits; the second byte is latched every other character
      const second = (shown.dot & 8) === 0 ? shown.graphics[1] : shown.before;
      pixel = (((shown.graphics[0] << 8) | second) >> (14 - n * 2)) & 3;
      if ((mode & 0x10) !== 0) return pixel > 1 ? colour & 15 : 0;
    } else {
      const byte = shown.graphics[n >> 3]!;
      if ((mode & 0x10) !== 0) return ((byte >> (7 - (n & 7))) & 1) !== 0 ? colour & 15 : 0;
      pixel = (byte >> (6 - (n & 6))) & 3;
    }
    if (pixel === 0) return colour & 15;
    const bright = (colour & 0x10) !== 0 ? 8 : 0;
    if ((mode & 4) !== 0) return bright + [3, 4, 7][pixel - 1]!;
    return bright + pixel * 2 + ((colour & 0x20) !== 0 ? 1 : 0);
  }

  #text(shown: Fetched, n: number): number {
    const flake = shown.snow >= 0 && (this.mode & 1) !== 0;
    const [code, attribute] = flake ? [shown.snow, shown.snow] : shown.text;
    const blinks = (this.mode & 0x20) !== 0;
    const background = (attribute >> 4) & (blinks ? 7 : 15);
    const raster = cgafont.bytes[0x1800 + code * 8 + (shown.ra & 7)]!;
    const cursor = shown.cursor && !flake;
    const dark = blinks && attribute > 0x7f && (shown.syncs & 16) === 0 && !cursor;
    const column = shown.width === 8 ? n : n >> 1;
    let on = !dark && ((raster >> (7 - column)) & 1) !== 0;
    if (cursor && (shown.syncs & 8) === 0) on = true;
    return on ? attribute & 15 : background;
  }
}
