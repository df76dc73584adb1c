import type { Crtc6845Model } from '../src/index.ts';

/**
 * The CRT controller as a chip that looks at every comparator in every character clock, and at nothing else: the oracle
 * for the one that goes from change to change.
 */
export class Stepped6845 {
  readonly r = new Uint8Array(18);
  hcc = 0;
  vcc = 0;
  row = 0;
  ma = 0;
  rowStart = 0;
  hde = false;
  vde = false;
  hs = false;
  hsc = 0;
  sync = false;
  vsc = 0;
  vs = false;
  vsyncs = 0;
  fields = 0;
  field = 0;
  r7 = false;
  last = false;
  adjust = -1;
  extra = false;
  readonly model: Crtc6845Model;

  constructor(model: Crtc6845Model) {
    this.model = model;
  }

  get interlaced(): boolean {
    return (this.r[8]! & 1) === 1;
  }
  get double(): boolean {
    return (this.r[8]! & 3) === 3;
  }
  get ra(): number {
    return this.double ? (this.row & 0x1e) + this.field : this.row;
  }
  get skew(): number {
    return (this.r[8]! >> 4) & 3;
  }
  get lastRaster(): boolean {
    return this.double ? this.row >> 1 === this.r[9]! >> 1 : this.row === this.r[9];
  }

  write(n: number, value: number): void {
    this.r[n] = value;
    if (n === 4 && this.adjust < 0 && !this.extra && this.vcc === value) this.last = true;
    if (n === 7) this.startSync();
    if (n === 8) this.pin();
  }

  startSync(): void {
    const equal = this.vcc === this.r[7];
    if (equal && !this.r7 && !this.sync) {
      this.sync = true;
      this.vsc = 0;
      this.vsyncs++;
      this.pin();
    }
    this.r7 = equal;
  }

  pin(): void {
    if (!this.interlaced || this.field === 1) this.vs = this.sync;
  }

  picture(): void {
    this.vcc = 0;
    this.row = 0;
    this.adjust = -1;
    this.extra = false;
    this.last = false;
    this.rowStart = (this.r[12]! << 8) + this.r[13]!;
    this.vde = true;
    this.fields++;
    this.field = this.interlaced ? 1 - this.field : 0;
  }

  endRows(): void {
    if (this.interlaced && this.field === 0) {
      this.extra = true;
      this.adjust = -1;
    } else this.picture();
  }

  line(): void {
    if (this.sync) {
      this.vsc = (this.vsc + 1) % 16;
      if (this.vsc === (this.model === 'hd6845' ? this.r[3]! >> 4 : 0)) {
        this.sync = false;
        this.vsc = 0;
      }
    }
    const step = this.double ? 2 : 1;
    if (this.extra) this.picture();
    else if (this.adjust >= 0) {
      this.row = (this.row + step) % 32;
      this.adjust = (this.adjust + 1) % 32;
      if (this.adjust === this.r[5]) this.endRows();
    } else if (this.lastRaster) {
      this.row = 0;
      const last = this.last;
      this.last = false;
      if (last && this.r[5] === 0) this.endRows();
      else {
        this.vcc = (this.vcc + 1) % 128;
        if (last) this.adjust = 0;
      }
    } else this.row = (this.row + step) % 32;
    if (this.adjust < 0 && !this.extra) {
      if (this.vcc === this.r[4]) this.last = true;
      if (this.model === 'um6845' && this.vcc === 0) this.rowStart = (this.r[12]! << 8) + this.r[13]!;
    }
    if (this.vcc === this.r[6]) this.vde = false;
    this.startSync();
    this.pin();
  }

  clock(): void {
    const { r } = this;
    let ended = false;
    if (this.hs) {
      this.hsc = (this.hsc + 1) % 16;
      if (this.hsc === r[3]! % 16) {
        this.hs = false;
        this.hsc = 0;
        ended = true;
      }
    }
    if (this.hcc === r[0]) {
      this.line();
      this.hcc = 0;
      this.ma = this.rowStart;
    } else {
      this.hcc = (this.hcc + 1) % 256;
      this.ma = (this.ma + 1) % 0x4000;
    }
    if (this.hcc === 0 && this.skew > 0) this.hde = false;
    if (this.hcc === this.skew && this.skew < 3) this.hde = true;
    if (this.hcc === r[1] && this.lastRaster) this.rowStart = this.ma;
    if (this.hcc === (r[1]! + this.skew) % 256) this.hde = false;
    if (this.hcc === r[2] && !this.hs) {
      const none = this.model !== 'mc6845' && r[3]! % 16 === 0;
      if (!none && !(this.model === 'hd6845' && ended)) {
        this.hs = true;
        this.hsc = 0;
      }
    }
    if (this.interlaced && this.hcc === (Math.floor(r[0]! / 2) + 1) % 256) this.vs = this.sync;
  }
}
