/*
 * The CIA again, as an oracle: one object to a pipeline, one step to a cycle, nothing computed ahead. It shares no code
 * with the device.
 */

/** Something that arrives some cycles after it was put in. */
class Pipeline {
  readonly stages: boolean[];
  constructor(length: number) {
    this.stages = new Array<boolean>(length).fill(false);
  }
  /** True at the given stage in this cycle. */
  at(stage: number): boolean {
    return this.stages[stage]!;
  }
  set(stage: number, on = true): void {
    this.stages[stage] = on;
  }
  move(entering = false): void {
    this.stages.pop();
    this.stages.unshift(entering);
  }
}

class SlowTimer {
  counter = 0xffff;
  latch = 0xffff;
  control = 0;
  toggle = false;
  pulse = false;
  /** Clocks on their way: 0 waits, 2 lets an underflow through, 3 counts. */
  readonly clocks = new Pipeline(4);
  readonly loads = new Pipeline(3);
  /** Continuous clock (φ2). */
  clocked = false;
  /** One-shot mode in this cycle and as it was at the end of the last one. */
  oneShot = false;
  #oneShotBefore = false;
  #pulseEnds = false;

  /** @returns true in the cycle of an underflow */
  step(): boolean {
    if (this.#pulseEnds) this.pulse = false;
    this.#pulseEnds = false;
    if (this.clocks.at(3)) this.counter = (this.counter + 0xffff) % 0x10000;
    const underflow = this.counter === 0 && this.clocks.at(2);
    if (underflow) {
      this.toggle = !this.toggle;
      this.pulse = true;
      this.#pulseEnds = true;
      if (this.oneShot || this.#oneShotBefore) {
        this.control &= 0xfe;
        this.clocked = false;
        this.clocks.set(0, false);
        this.clocks.set(1, false);
      }
    }
    if (underflow || this.loads.at(1)) {
      this.loads.set(1);
      this.counter = this.latch;
      this.clocks.set(2, false);
    }
    return underflow;
  }

  endOfCycle(): void {
    this.clocks.move(this.clocked);
    this.loads.move();
    this.#oneShotBefore = this.oneShot;
  }

  writeControl(value: number, clocked: boolean): void {
    if (value % 2 === 1 && this.control % 2 === 0) this.toggle = true;
    this.control = value & 0xef;
    if (value & 0x10) this.loads.set(0);
    this.clocked = clocked;
    this.clocks.set(0, clocked);
    this.clocks.set(1, clocked);
    this.oneShot = (value & 8) !== 0;
  }

  writeLatch(latch: number, high: boolean): void {
    this.latch = latch;
    if (this.loads.at(2)) this.counter = latch;
    if (high && this.control % 2 === 0) this.loads.set(0);
  }
}

class SlowClock {
  running = false;
  /** Tenths, seconds low and high, minutes low and high, hours low, high, afternoon. */
  time = [0, 0, 0, 0, 0, 1, 0, 0];
  alarm = [0, 0, 0, 0, 0, 0, 0, 0];
  latched: number[] | null = null;
  edges = 0;
  equal = false;

  static digits(register: number, v: number): readonly (readonly [number, number])[] {
    switch (register) {
      case 0:
        return [[0, v & 15]];
      case 1:
        return [
          [1, v & 15],
          [2, (v >> 4) & 7],
        ];
      case 2:
        return [
          [3, v & 15],
          [4, (v >> 4) & 7],
        ];
      default:
        return [
          [5, v & 15],
          [6, (v >> 4) & 1],
          [7, v >> 7],
        ];
    }
  }

  peek(register: number): number {
    const d = this.latched ?? this.time;
    return [d[0]!, d[2]! * 16 + d[1]!, d[4]! * 16 + d[3]!, d[7]! * 128 + d[6]! * 16 + d[5]!][register]!;
  }

  read(register: number): number {
    const value = this.peek(register);
    if (register === 3 && this.latched === null) this.latched = [...this.time];
    if (register === 0) this.latched = null;
    return value;
  }

  /** @returns true if the alarm goes off */
  write(register: number, value: number, alarm: boolean): boolean {
    for (const [digit, v] of SlowClock.digits(register, value)) (alarm ? this.alarm : this.time)[digit] = v;
    if (!alarm && register === 3) {
      this.running = false;
      if (this.time[5] === 2 && this.time[6] === 1) this.time[7] = 1 - this.time[7]!;
    }
    if (!alarm && register === 0) {
      if (!this.running) this.edges = 0;
      this.running = true;
    }
    return this.compare();
  }

  compare(): boolean {
    const equal = this.time.join() === this.alarm.join();
    const edge = equal && !this.equal;
    this.equal = equal;
    return edge;
  }

  edge(fifty: boolean): boolean {
    if (!this.running) return false;
    if (this.edges === (fifty ? 4 : 5)) {
      this.edges = 0;
      const t = this.time;
      const carry = (digit: number, last: number, size: number): boolean => {
        const wraps = t[digit] === last;
        t[digit] = wraps ? 0 : (t[digit]! + 1) % size;
        return wraps;
      };
      if (carry(0, 9, 16) && carry(1, 9, 16) && carry(2, 5, 8) && carry(3, 9, 16) && carry(4, 5, 8)) {
        if (t[6] === 1 && t[5] === 2) {
          t[6] = 0;
          t[5] = 1;
        } else if (t[6] === 0 && t[5] === 9) {
          t[6] = 1;
          t[5] = 0;
        } else {
          t[5] = (t[5]! + 1) % 16;
          if (t[6] === 1 && t[5] === 2) t[7] = 1 - t[7]!;
        }
      }
      return this.compare();
    }
    this.edges = (this.edges + 1) % 6;
    return false;
  }
}

class SlowSerial {
  data = 0;
  output = false;
  busy = false;
  waiting = false;
  flipFlop = true;
  shift = 0;
  bits = 0;
  lastBit = true;
  cntOut = true;
  spOut = true;
  readonly #week4485: boolean;
  /** Changes of the flip-flop: 0 happens, 1 is counted, 2 reaches the pins. */
  readonly changes = new Pipeline(3);
  readonly done = new Pipeline(2);
  #gate = false;
  #written = false;
  #newMode: boolean | null = null;
  #clock: { readonly sp: boolean } | null = null;
  #lateRelease = false;

  constructor(week4485: boolean) {
    this.#week4485 = week4485;
  }

  write(value: number): void {
    this.data = value;
    this.#written = true;
  }

  setMode(output: boolean): void {
    this.#newMode = output === this.output ? null : output;
  }

  cntRose(sp: boolean): void {
    this.#clock = { sp };
  }

  /** @returns true if the interrupt flag is set */
  step(underflow: boolean): boolean {
    const flag = this.done.at(1);
    this.done.move();
    const gate = underflow && this.output && (this.busy || !this.flipFlop);
    const edge = gate && !this.#gate;
    this.#gate = gate;
    const [change, count, pins] = this.changes.stages;
    this.changes.move(edge);
    const counted = count === true && !this.flipFlop;
    if (counted) this.#sendBit();
    if (change) this.flipFlop = !this.flipFlop;
    const mode = this.#newMode;
    this.#newMode = null;
    if (mode === true) {
      this.output = true;
      this.#gate = gate;
      if (this.bits !== 0) this.done.set(0);
      this.bits = 0;
    } else if (mode === false) {
      const glitch = this.#week4485 && pins === true && !this.flipFlop;
      this.output = false;
      if (!counted) this.bits = 0;
      this.flipFlop = true;
      this.#gate = false;
      for (let i = 0; i < 3; i++) this.changes.set(i, false);
      this.spOut = true;
      this.cntOut = !glitch;
      this.#lateRelease = glitch;
    } else if (this.#lateRelease) {
      this.cntOut = true;
      this.#lateRelease = false;
    } else if (pins) {
      this.cntOut = this.flipFlop;
      if (!this.cntOut) this.spOut = this.lastBit;
    }
    if (mode !== null) {
      this.busy = false;
      this.waiting = false;
    }
    const clock = this.#clock;
    this.#clock = null;
    if (clock !== null && !this.output) this.#receiveBit(clock.sp);
    if (this.#written && this.output) {
      if (this.busy) this.waiting = true;
      else {
        this.busy = true;
        this.shift = this.data;
        if (!this.flipFlop) {
          this.flipFlop = true;
          this.changes.set(1);
        }
      }
    }
    this.#written = false;
    return flag;
  }

  #sendBit(): void {
    this.lastBit = this.shift >= 0x80;
    this.shift = (this.shift * 2) % 256;
    if (++this.bits < 8) return;
    this.bits = 0;
    this.done.set(0);
    if (this.waiting) this.shift = this.data;
    else this.busy = false;
    this.waiting = false;
  }

  #receiveBit(sp: boolean): void {
    this.shift = (this.shift * 2 + Number(sp)) % 256;
    if (++this.bits < 8) return;
    this.bits = 0;
    this.done.set(0);
    this.data = this.shift;
  }
}

/** What left the chip. */
export type Tell = (what: string) => void;

export interface SlowOptions {
  readonly old: boolean;
  readonly week4485: boolean;
  /** Cycles in which the TOD pin has an edge. */
  isEdge(cycle: number): boolean;
}

export class SlowCia {
  cycle = 0;
  readonly a = new SlowTimer();
  readonly b = new SlowTimer();
  readonly clock = new SlowClock();
  readonly serial: SlowSerial;
  readonly #options: SlowOptions;
  readonly #tell: Tell;
  #ports = [0, 0];
  #directions = [0, 0];
  #flags = 0;
  #mask = 0;
  /** Flags read in this cycle and in the last one (8521: they are still there in the next cycle). */
  #acknowledged = [0, 0];
  /** ICR was read, or bits of the mask were cleared, in the last cycle. */
  #read = false;
  #cleared = false;
  #pending = false;
  #late = false;
  #latch = false;
  #bit7 = false;
  #pin = false;
  #pc = [false, false];
  #pcPin = false;
  #outside = { cnt: false, sp: false };
  #cntLevel = true;
  #cntPin = false;
  #spPin = false;
  #told = [-1, -1];

  constructor(options: SlowOptions, tell: Tell) {
    this.#options = options;
    this.#tell = tell;
    this.serial = new SlowSerial(options.week4485);
    this.#outputs();
  }

  #drive(): void {
    const on = this.#bit7 && !this.#read;
    if (on !== this.#pin) this.#tell(`irq ${on ? 'on' : 'off'} ${this.cycle}`);
    this.#pin = on;
  }

  #interrupt(bit: number): void {
    this.#flags |= bit;
    this.#acknowledged[1]! &= ~bit;
    if ((this.#mask & bit) === 0) return;
    if (this.#options.old && this.#cleared) this.#late = true;
    else this.#latch = true;
  }

  #request(bit: number): void {
    this.#flags |= bit;
    this.#acknowledged = this.#acknowledged.map((x) => x & ~bit);
    if ((this.#mask & bit) !== 0) this.#pending = true;
  }

  /** One cycle, up to the access of the processor. */
  step(): void {
    this.cycle++;
    const { old } = this.#options;
    // PC is low in the cycle after an access
    const pc = this.#pc[0]!;
    if (pc !== this.#pcPin) this.#tell(`pc ${pc ? 'on' : 'off'} ${this.cycle}`);
    this.#pcPin = pc;
    this.#pc = [false, pc];

    const latchBefore = this.#latch;
    this.#flags &= ~this.#acknowledged[1]!;
    this.#acknowledged = [0, this.#acknowledged[0]!];
    if (this.#read) this.#latch = false;
    if (this.#pending && (this.#flags & ~this.#acknowledged[1]! & this.#mask) !== 0) this.#latch = true;
    this.#pending = false;

    const underflowA = this.a.step();
    if (underflowA) this.#interrupt(1);
    const mode = (this.b.control >> 5) & 3;
    if (underflowA && (this.b.control & 1) !== 0 && (mode === 2 || (mode === 3 && this.#cntLevel))) {
      this.b.clocks.set(1);
    }
    if (this.b.step()) {
      this.#interrupt(2);
      if (old && this.#read) this.#flags &= ~2;
    }
    if (this.serial.step(underflowA)) this.#interrupt(8);
    this.#lines();
    if (this.#options.isEdge(this.cycle) && this.clock.edge((this.a.control & 0x80) !== 0)) this.#interrupt(4);
    this.#outputs();
    this.#bit7 = old ? latchBefore : this.#latch || latchBefore;
    this.#drive();
    this.#read = false;
    this.#cleared = false;
    this.#pending = this.#late;
    this.#late = false;
    this.a.endOfCycle();
    this.b.endOfCycle();
  }

  #lines(): void {
    const sp = !this.serial.spOut;
    if ((sp || this.#outside.sp) !== (this.#spPin || this.#outside.sp)) {
      this.#tell(`sp ${sp ? 'on' : 'off'} ${this.cycle}`);
    }
    this.#spPin = sp;
    const cnt = !this.serial.cntOut;
    if ((cnt || this.#outside.cnt) !== (this.#cntPin || this.#outside.cnt)) {
      this.#tell(`cnt ${cnt ? 'on' : 'off'} ${this.cycle}`);
    }
    this.#cntPin = cnt;
    this.#lookAtCnt();
  }

  #lookAtCnt(): void {
    const level = !this.#cntPin && !this.#outside.cnt;
    const rose = level && !this.#cntLevel;
    this.#cntLevel = level;
    if (!rose) return;
    if ((this.a.control & 0x21) === 0x21) this.a.clocks.set(0);
    if ((this.b.control & 0x61) === 0x21) this.b.clocks.set(0);
    this.serial.cntRose(!this.#spPin && !this.#outside.sp);
  }

  /** The outside pulls CNT, SP or FLAG low or lets it go. */
  drive(pin: 'cnt' | 'sp' | 'flag', low: boolean, was: boolean): void {
    if (low === was) return;
    if (pin === 'flag') {
      if (low) this.#request(0x10);
      return;
    }
    const own = pin === 'cnt' ? this.#cntPin : this.#spPin;
    this.#outside[pin] = low;
    if (!own) this.#tell(`${pin} ${low ? 'on' : 'off'} ${this.cycle}`);
    if (pin === 'cnt') this.#lookAtCnt();
  }

  #outputB(): { value: number; ddr: number } {
    let value = this.#ports[1]! | (0xff - this.#directions[1]!);
    let ddr = this.#directions[1]!;
    for (const [timer, bit] of [
      [this.a, 0x40],
      [this.b, 0x80],
    ] as const) {
      if ((timer.control & 2) === 0) continue;
      const high = (timer.control & 4) !== 0 ? timer.toggle : timer.pulse;
      value = high ? value | bit : value & ~bit;
      ddr |= bit;
    }
    return { value, ddr };
  }

  #outputs(): void {
    const a = { value: this.#ports[0]! | (0xff - this.#directions[0]!), ddr: this.#directions[0]! };
    for (const [n, { value, ddr }] of [a, this.#outputB()].entries()) {
      const now = value * 256 + ddr;
      if (now !== this.#told[n]) this.#tell(`port${'AB'[n]} ${value} ${ddr} ${this.cycle}`);
      this.#told[n] = now;
    }
  }

  read(register: number, readA: number, readB: number): number {
    const value = this.peek(register, readA, readB);
    if (register === 1) this.#pc[0] = true;
    if (register >= 8 && register <= 11) this.clock.read(register - 8);
    if (register === 13) {
      this.#read = true;
      if (this.#options.old) this.#flags = 0;
      else this.#acknowledged[0] = this.#flags;
    }
    return value;
  }

  peek(register: number, readA: number, readB: number): number {
    switch (register) {
      case 0:
        return (this.#ports[0]! | (0xff - this.#directions[0]!)) & readA;
      case 1:
        return this.#outputB().value & readB;
      case 2:
      case 3:
        return this.#directions[register - 2]!;
      case 4:
        return this.a.counter % 256;
      case 5:
        return this.a.counter >> 8;
      case 6:
        return this.b.counter % 256;
      case 7:
        return this.b.counter >> 8;
      case 8:
      case 9:
      case 10:
      case 11:
        return this.clock.peek(register - 8);
      case 12:
        return this.serial.data;
      case 13:
        return this.#flags + (this.#bit7 ? 0x80 : 0);
      case 14:
        return this.a.control;
      default:
        return this.b.control;
    }
  }

  write(register: number, value: number): void {
    const timer = register < 6 ? this.a : this.b;
    switch (register) {
      case 0:
      case 1:
        this.#ports[register] = value;
        if (register === 1) this.#pc[0] = true;
        break;
      case 2:
      case 3:
        this.#directions[register - 2] = value;
        break;
      case 4:
      case 6:
        timer.writeLatch((timer.latch & 0xff00) + value, false);
        break;
      case 5:
      case 7:
        timer.writeLatch(value * 256 + (timer.latch % 256), true);
        break;
      case 12:
        this.serial.write(value);
        break;
      case 13:
        if (value >= 0x80) this.#mask |= value & 0x1f;
        else {
          this.#mask &= ~value;
          this.#cleared = true;
        }
        if ((this.#flags & this.#mask & ~this.#acknowledged[0]! & ~this.#acknowledged[1]!) !== 0) this.#pending = true;
        break;
      case 14:
        this.a.writeControl(value, (value & 0x21) === 1);
        this.serial.setMode((value & 0x40) !== 0);
        break;
      case 15:
        this.b.writeControl(value, (value & 0x61) === 1);
        break;
      default:
        if (this.clock.write(register - 8, value, (this.b.control & 0x80) !== 0)) this.#request(4);
    }
    this.#outputs();
  }
}
