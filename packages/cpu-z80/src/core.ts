import { type AddressSpace, type BusObserver, type ClockDomain, type PortSpace, SLOW } from '@backplane/kernel';
import { MemoryPieces } from './pieces.ts';

/** What a core needs of its board besides memory. */
export interface CoreHost {
  /** Called after every slow access (device, watched page, port), at the end of its bus cycle: BUSREQ may be on. */
  afterSlowAccess(): void;
  /** Called before an acknowledge cycle: runs what is due by its tick. */
  beforeAcknowledge(tick: number): void;
}

/**
 * The registers of the Z80 and its bus, as the generated engines use them. The class is data and bus cycles; which
 * cycles an instruction has is in the table, when interrupts are taken is in `Z80`.
 *
 * Time is `base + t`, in T-states: `t` stays a small integer within a run.
 */
export class Z80Core {
  a = 0xff;
  f = 0xff;
  b = 0;
  c = 0;
  d = 0;
  e = 0;
  h = 0;
  l = 0;
  ix = 0;
  iy = 0;
  sp = 0xffff;
  pc = 0;
  /** WZ, also called MEMPTR: the internal address latch. */
  wz = 0;
  /** F if the last instruction wrote flags, else 0; SCF and CCF mix it in. */
  q = 0;
  i = 0;
  r = 0;
  af2 = 0;
  bc2 = 0;
  de2 = 0;
  hl2 = 0;
  iff1 = 0;
  iff2 = 0;
  im = 0;
  /** 1 right after EI: the next instruction runs before an interrupt is accepted. */
  ei = 0;
  /** 1 right after LD A,I and LD A,R: an interrupt accepted now clears P/V on NMOS parts. */
  p = 0;
  halted = 0;
  /** DD or FD if the next opcode follows such a prefix in a chain of them, else 0. */
  prefix = 0;
  /** T-states since `base`. */
  t = 0;
  /**
   * T-states since power-on at the start of the run. It grows beyond 2^31, so it has to be a double from the start: V8
   * would change the shape of the object when it gets there, and optimised code would be thrown away at every entry.
   */
  base = Number.NaN;
  /** True for a CMOS part: OUT (C),0 drives FF, and LD A,I is free of its NMOS fault. */
  cmos: boolean;
  /** True while the operand bytes of an instruction come from the interrupting device (mode 0). */
  acknowledging = false;
  observer: BusObserver | null = null;

  readonly pieces = new MemoryPieces();
  readonly space: AddressSpace;
  readonly ports: PortSpace | null;
  readonly clock: ClockDomain;
  host: CoreHost | null = null;

  constructor(space: AddressSpace, ports: PortSpace | null, clock: ClockDomain, cmos: boolean) {
    this.base = 0;
    this.space = space;
    this.ports = ports;
    this.clock = clock;
    this.cmos = cmos;
  }

  /** The tick at which T-state `t` of this run starts. */
  tick(t: number): number {
    return this.clock.tickOf(this.base + t);
  }

  /** Opcode fetch (M1): 4 T, during the last two of which the refresh address is out and R counts. */
  fetch(): number {
    if (this.acknowledging) return this.acknowledge(4);
    const start = this.t;
    const pc = this.pc;
    const base = this.space.readBase[pc >> 8]!;
    this.pc = (pc + 1) & 0xffff;
    const refresh = (this.i << 8) | this.r;
    this.r = (this.r & 0x80) | ((this.r + 1) & 0x7f);
    let value: number;
    if (base !== SLOW) {
      value = this.space.memory[base + pc]!;
      this.t = start + 4;
    } else {
      value = this.#slowRead(pc, 4);
    }
    if (this.observer !== null) this.observer.bus('fetch', pc, value, this.base + start, refresh);
    return value;
  }

  /** An M1 cycle at PC whose byte is ignored, as in HALT and when NMI is accepted: 4 T. PC stays. */
  ignoredFetch(): void {
    const start = this.t;
    const pc = this.pc;
    const base = this.space.readBase[pc >> 8]!;
    const refresh = (this.i << 8) | this.r;
    this.r = (this.r & 0x80) | ((this.r + 1) & 0x7f);
    let value: number;
    if (base !== SLOW) {
      value = this.space.memory[base + pc]!;
      this.t = start + 4;
    } else {
      value = this.#slowRead(pc, 4);
    }
    if (this.observer !== null) this.observer.bus('halt', pc, value, this.base + start, refresh);
  }

  /** The byte at PC, which counts up: 3 T. */
  operand(): number {
    if (this.acknowledging) return this.acknowledge(3);
    const pc = this.pc;
    this.pc = (pc + 1) & 0xffff;
    return this.read(pc);
  }

  /** Memory read: 3 T. */
  read(address: number): number {
    const start = this.t;
    const base = this.space.readBase[address >> 8]!;
    let value: number;
    if (base !== SLOW) {
      value = this.space.memory[base + address]!;
      this.t = start + 3;
    } else {
      value = this.#slowRead(address, 3);
    }
    if (this.observer !== null) this.observer.bus('read', address, value, this.base + start, 0);
    return value;
  }

  /** Memory write: 3 T. */
  write(address: number, value: number): void {
    const start = this.t;
    const base = this.space.writeBase[address >> 8]!;
    if (this.observer !== null) this.observer.bus('write', address, value, this.base + start, 0);
    if (base !== SLOW) {
      this.space.memory[base + address] = value;
      this.t = start + 3;
      return;
    }
    this.space.writeSlow(address, value, this.tick(start));
    this.t = start + 3 + this.space.stretch;
    if (this.host !== null) this.host.afterSlowAccess();
  }

  #slowRead(address: number, length: number): number {
    const value = this.space.readSlow(address, this.tick(this.t));
    this.t += length + this.space.stretch;
    if (this.host !== null) this.host.afterSlowAccess();
    return value;
  }

  /** Input cycle: 4 T, one of them the automatic wait state. */
  input(port: number): number {
    const start = this.t;
    const ports = this.ports;
    let value = 0xff;
    this.t = start + 4;
    if (ports !== null) {
      value = ports.read(port, this.tick(start));
      this.t += ports.stretch;
      if (this.host !== null) this.host.afterSlowAccess();
    }
    if (this.observer !== null) this.observer.bus('in', port, value, this.base + start, 0);
    return value;
  }

  /** Output cycle: 4 T, one of them the automatic wait state. */
  output(port: number, value: number): void {
    const start = this.t;
    const ports = this.ports;
    if (this.observer !== null) this.observer.bus('out', port, value, this.base + start, 0);
    this.t = start + 4;
    if (ports === null) return;
    ports.write(port, value, this.tick(start));
    this.t += ports.stretch;
    if (this.host !== null) this.host.afterSlowAccess();
  }

  /** A byte from the interrupting device, in a cycle of `length` T-states with PC on the address bus. */
  acknowledge(length: number): number {
    const start = this.t;
    const refresh = (this.i << 8) | this.r;
    if (length > 3) this.r = (this.r & 0x80) | ((this.r + 1) & 0x7f);
    if (this.host !== null) this.host.beforeAcknowledge(this.tick(start));
    const value = this.ports === null ? 0xff : this.ports.acknowledge(this.tick(start)) & 0xff;
    this.t = start + length;
    if (this.host !== null) this.host.afterSlowAccess();
    if (this.observer !== null) this.observer.bus('ack', this.pc, value, this.base + start, refresh);
    return value;
  }
}
