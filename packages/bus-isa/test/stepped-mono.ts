import { Mc6845 } from '@backplane/chips-motorola';
import { Monitor } from '../src/cards/video/monitor.ts';
import { PATTERNS } from './video-rig-cards.ts';

interface Fetched {
  readonly dot: number;
  readonly width: number;
  readonly kind: 'blank' | 'border' | 'display';
  readonly ra: number;
  readonly ma: number;
  readonly memory: readonly number[];
  readonly cursor: boolean;
  readonly syncs: number;
  readonly row: number;
  readonly lineDot: number;
}

const NOTHING: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0];

/** The monochrome adapters dot by dot: the oracle for the card that draws spans. */
export class SteppedMono {
  readonly crtc = new Mc6845('mc6845');
  readonly memory: Uint8Array;
  readonly monitor = new Monitor({ stride: 1024, rows: 420, shortest: 700 });
  readonly #hercules: boolean;
  mode = 0;
  configuration = 0;
  #dot = 0;
  #start = 0;
  /** Characters on their way, the oldest first. */
  #pipe: Fetched[] = [];
  #hs = false;
  #vs = false;

  constructor(hercules: boolean) {
    this.#hercules = hercules;
    this.memory = new Uint8Array(hercules ? 0x10000 : 0x1000);
    this.crtc.power();
    this.monitor.restart(0, 0);
  }

  get graphics(): boolean {
    return (this.mode & 2) !== 0;
  }

  get width(): number {
    return this.graphics ? 16 : 9;
  }

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

  setMode(value: number): void {
    let bits = 0x28;
    if (this.#hercules) bits |= ((this.configuration & 1) << 1) | ((this.configuration & 2) << 6);
    const mode = value & bits;
    if (((mode ^ this.mode) & 2) !== 0) this.finish();
    this.mode = mode;
    this.#start = this.#dot - ((this.#dot - this.#start) % this.width);
  }

  configure(value: number): void {
    this.configuration = value & 3;
    this.setMode(this.mode);
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
    const { crtc, monitor } = this;
    const dot = this.#start;
    if (crtc.hs && !this.#hs) monitor.hsync(dot);
    if (crtc.vs && !this.#vs) monitor.vsync();
    this.#hs = crtc.hs;
    this.#vs = crtc.vs;
    monitor.reach(dot);
    this.#pipe.push({
      dot,
      width: this.width,
      kind: crtc.hs || crtc.vs ? 'blank' : crtc.displays && (this.mode & 8) !== 0 ? 'display' : 'border',
      ma: crtc.ma,
      ra: crtc.ra,
      // what may be shown of it: text or graphics of either page
      memory: crtc.displays ? this.#bytes(crtc.ma, crtc.ra) : NOTHING,
      cursor: crtc.ma === crtc.cursorAddress && crtc.cursorOn(crtc.ra) && crtc.cursorBlinksOn,
      syncs: crtc.vsyncs,
      row: monitor.row,
      lineDot: monitor.lineDot,
    });
    crtc.advance(1, null);
  }

  #bytes(ma: number, ra: number): number[] {
    const { memory } = this;
    const text = (ma % 0x800) * 2;
    const graphics = (ra % 4) * 0x2000 + (ma % 0x1000) * 2;
    const list: number[] = [];
    for (const page of [0, 0x8000 % memory.length]) {
      for (const at of [text, text + 1, graphics, graphics + 1]) list.push(memory[page + at] ?? 0);
    }
    return list;
  }

  #show(): void {
    const shown = this.#pipe[0];
    if (shown === undefined) return;
    const n = this.#dot - shown.dot - 2 * shown.width;
    if (n < 0) return;
    if (n === shown.width - 1) this.#pipe.shift();
    const x = shown.dot - shown.lineDot;
    const { monitor } = this;
    if (x < 0 || x + shown.width > monitor.stride) return;
    monitor.pixels[shown.row * monitor.stride + x + n] = this.#brightness(shown, n);
  }

  /** 0 black, 1 normal, 2 bright, 3 intensity alone. */
  #brightness(shown: Fetched, n: number): number {
    if (shown.kind !== 'display' || (this.mode & 8) === 0) return 0;
    const page = (this.mode & 0x80) !== 0 ? 4 : 0;
    if (this.graphics) return (shown.memory[page + 2 + (n >> 3)]! >> (7 - (n & 7))) & 1;
    const code = shown.memory[page]!;
    const attribute = shown.memory[page + 1]!;
    const blinks = (this.mode & 0x20) !== 0;
    const raster = shown.ra & 15;
    const pattern = PATTERNS[(raster > 7 ? 0x800 : 0) + code * 8 + (raster & 7)]!;
    let on = n < 8 ? ((pattern >> (7 - n)) & 1) !== 0 : code >= 0xc0 && code <= 0xdf && (pattern & 1) !== 0;
    if (raster === 12 && (attribute & 7) === 1) on = true;
    if (blinks && attribute > 0x7f && (shown.syncs & 16) === 0 && !shown.cursor) on = false;
    if (shown.cursor && (shown.syncs & 8) === 0) on = true;
    const bright = (attribute & 8) !== 0;
    switch (attribute & 0x77) {
      case 0:
        return 0;
      case 0x70:
        if (on) return bright ? 3 : 0;
        return attribute > 0x7f && !blinks ? 2 : 1;
      default:
        return on ? (bright ? 2 : 1) : 0;
    }
  }
}
