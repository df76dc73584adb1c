/*
 * The VIA again, as an oracle: one step to a cycle, nothing computed ahead. It shares no code with the device.
 */

type Pin = 'ca1' | 'ca2' | 'cb1' | 'cb2' | 'pb6';

/** A counter of 16 bits that takes one off in each cycle, but not in the one after it was written. */
class SlowCounter {
  count = 0;
  latch = 0;
  /** What the next cycle does instead of counting. */
  next: 'count' | 'hold' | 'load' = 'count';

  write(value: number): void {
    this.count = value;
    this.next = 'hold';
  }

  /** @returns true in the cycle of an underflow */
  down(): boolean {
    if (this.next === 'hold') {
      this.next = 'count';
      return false;
    }
    this.count = this.count === 0 ? 0xffff : this.count - 1;
    return this.count === 0xffff;
  }
}

export class SlowVia {
  cycle = 0;
  readonly #tell: (what: string) => void;
  readonly t1 = new SlowCounter();
  readonly t2 = new SlowCounter();
  /** ORB, ORA, DDRB, DDRA, as in the register map. */
  readonly #ports = [0, 0, 0, 0];
  #acr = 0;
  #pcr = 0;
  #flags = 0;
  #enabled = 0;
  #running1 = false;
  #running2 = false;
  #flipFlop = true;
  #t2Counts = true;
  /** Flags and changes of outputs that come in the next cycle. */
  #soon: (() => void)[] = [];
  #latched: (number | null)[] = [0xff, 0xff];
  #sr = 0;
  #halves = 0;
  #srWait = 0;
  #clock = true;
  #dataOut = true;
  /** Underflows of timer 2's low half on their way. */
  #halfPipe = [false, false];
  #hand = { ca2: false, cb2: false };
  readonly #outside: Record<Pin, boolean> = { ca1: false, ca2: false, cb1: false, cb2: false, pb6: false };
  readonly #own = { ca2: false, cb1: false, cb2: false };
  #irq = false;
  #told = ['', ''];
  /** What is on the pins of port B and A. */
  readonly inputs = [0xff, 0xff];

  constructor(tell: (what: string) => void) {
    this.#tell = tell;
    this.#outputs();
  }

  get #mode(): number {
    return (this.#acr >> 2) & 7;
  }

  get #byTimer(): boolean {
    return this.#mode === 1 || this.#mode === 4 || this.#mode === 5;
  }

  step(): void {
    this.cycle++;
    const soon = this.#soon;
    this.#soon = [];
    // timer 1
    let underflow1 = false;
    if (this.t1.next === 'load') {
      this.t1.count = this.t1.latch;
      this.t1.next = 'count';
    } else {
      underflow1 = this.t1.down();
      if (underflow1) this.t1.next = 'load';
    }
    if (underflow1 && this.#running1) {
      this.#flags |= 0x40;
      if (this.#acr & 0x80) this.#flipFlop = !this.#flipFlop;
      if (!(this.#acr & 0x40)) this.#running1 = false;
    }
    // timer 2
    const half = this.#halfPipe.pop()!;
    let low = false;
    if (!this.#t2Counts) this.t2.next = 'count';
    else if (this.#byTimer) {
      let all = false;
      if (this.t2.next === 'load') {
        this.t2.count = (this.t2.count & 0xff00) + this.t2.latch;
        this.t2.next = 'count';
      } else {
        const held = this.t2.next === 'hold';
        all = this.t2.down();
        low = !held && (this.t2.count & 0xff) === 0xff;
        if (low) this.t2.next = 'load';
      }
      if (all) this.#underflow2();
    } else {
      if (this.t2.next === 'load') this.t2.next = 'count';
      if (this.t2.down()) this.#underflow2();
    }
    const moving = this.#mode === 4 || this.#halves > 0;
    this.#halfPipe.unshift(low && this.#byTimer && moving);
    // shift register
    if (this.#byTimer && half && moving) this.#half();
    else if ((this.#mode === 2 || this.#mode === 6) && moving) {
      if (this.#srWait > 0) this.#srWait--;
      else this.#half();
    }
    for (const change of soon) change();
    this.#outputs();
  }

  #underflow2(): void {
    if (!this.#running2) return;
    this.#flags |= 0x20;
    this.#running2 = false;
  }

  #half(): void {
    this.#clock = !this.#clock;
    this.#shift(this.#clock);
    if (this.#mode !== 4 && --this.#halves === 0) this.#flags |= 4;
  }

  #shift(rising: boolean): void {
    const out = this.#mode >= 4;
    if (rising && !out) this.#sr = (this.#sr * 2 + (this.#low('cb2') ? 0 : 1)) % 256;
    if (!rising && out) {
      this.#dataOut = this.#sr >= 128;
      this.#sr = (this.#sr * 2 + (this.#sr >> 7)) % 256;
    }
  }

  #startByte(): void {
    this.#flags &= ~4;
    if (this.#halves > 0 || this.#mode === 0 || this.#mode === 4) return;
    this.#halves = 16;
    this.#srWait = 1;
  }

  /** True if a line of the bench is low. */
  #low(pin: 'ca2' | 'cb1' | 'cb2'): boolean {
    return this.#own[pin] || this.#outside[pin];
  }

  #setOwn(pin: 'ca2' | 'cb1' | 'cb2', low: boolean): void {
    const before = this.#low(pin);
    this.#own[pin] = low;
    if (this.#low(pin) !== before) this.#tell(`${pin} ${low ? 'on' : 'off'} ${this.cycle}`);
  }

  #outputs(): void {
    const a = (this.#pcr >> 1) & 7;
    const b = this.#pcr >> 5;
    if (a !== 4 && a !== 5) this.#hand.ca2 = false;
    if (b !== 4 && b !== 5) this.#hand.cb2 = false;
    this.#setOwn('ca2', a === 6 || this.#hand.ca2);
    this.#setOwn('cb1', [1, 2, 4, 5, 6].includes(this.#mode) && !this.#clock);
    this.#setOwn('cb2', this.#mode >= 4 ? !this.#dataOut : this.#mode === 0 && (b === 6 || this.#hand.cb2));
    this.#tellPort(0);
    this.#tellPort(1);
    const irq = (this.#flags & this.#enabled) !== 0;
    if (irq !== this.#irq && this.#settled) this.#tell(`irq ${irq ? 'on' : 'off'} ${this.cycle}`);
    if (this.#settled) this.#irq = irq;
  }

  /** False after an access: IRQ follows in the next cycle. */
  #settled = true;

  #tellPort(n: number): void {
    let value = this.#ports[n]! | (0xff - this.#ports[n + 2]!);
    let ddr = this.#ports[n + 2]!;
    if (n === 0 && this.#acr & 0x80) {
      value = (value & 0x7f) | (this.#flipFlop ? 0x80 : 0);
      ddr |= 0x80;
    }
    const text = `port${'BA'[n]} ${value} ${ddr}`;
    if (text !== this.#told[n]) this.#tell(`${text} ${this.cycle}`);
    this.#told[n] = text;
  }

  drive(pin: Pin, low: boolean): void {
    if (this.#outside[pin] === low) return;
    const own = pin === 'ca1' || pin === 'pb6' ? false : this.#own[pin];
    this.#outside[pin] = low;
    if (own) return;
    if (pin !== 'ca1' && pin !== 'pb6') this.#tell(`${pin} ${low ? 'on' : 'off'} ${this.cycle}`);
    const flag = (bit: number): void => {
      this.#soon.push(() => {
        this.#flags |= bit;
      });
    };
    const active = (positive: number): boolean => low === (positive === 0);
    switch (pin) {
      case 'ca1':
        if (!active(this.#pcr & 1)) break;
        flag(2);
        if ((this.#flags & 2) === 0) this.#latched[1] = this.#pinsA();
        if (((this.#pcr >> 1) & 7) === 4) this.#soon.push(() => this.#release('ca2'));
        break;
      case 'ca2':
        if ((this.#pcr & 8) === 0 && active(this.#pcr & 4)) flag(1);
        break;
      case 'cb1':
        if (active(this.#pcr & 0x10)) {
          flag(0x10);
          if ((this.#flags & 0x10) === 0) this.#latched[0] = this.inputs[0]!;
          if (this.#pcr >> 5 === 4) this.#soon.push(() => this.#release('cb2'));
        }
        if (this.#mode === 3 || this.#mode === 7) {
          this.#shift(!low);
          if (!low && this.#halves > 0) {
            this.#halves -= 2;
            if (this.#halves === 0) flag(4);
          }
        }
        break;
      case 'cb2':
        if ((this.#pcr & 0x80) === 0 && this.#mode < 4 && active(this.#pcr & 0x40)) flag(8);
        break;
      case 'pb6':
        if (!low || this.#t2Counts) break;
        this.t2.count = (this.t2.count + 0xffff) % 0x10000;
        if (this.t2.count !== 0xffff || !this.#running2) break;
        this.#running2 = false;
        flag(0x20);
    }
    this.#settled = false;
    this.#outputs();
    this.#settled = true;
  }

  #release(pin: 'ca2' | 'cb2'): void {
    this.#hand[pin] = false;
  }

  /** CA2 or CB2 answers an access. */
  #handshake(pin: 'ca2' | 'cb2', mode: number): void {
    if (mode !== 4 && mode !== 5) return;
    // in the order of the chip: low comes before high if both come in the same cycle
    this.#soon.unshift(() => {
      this.#hand[pin] = true;
      if (this.#pulses(pin)) this.#soon.push(() => this.#release(pin));
    });
  }

  #pulses(pin: 'ca2' | 'cb2'): boolean {
    return (pin === 'ca2' ? (this.#pcr >> 1) & 7 : this.#pcr >> 5) === 5;
  }

  #pinsA(): number {
    return (this.#ports[1]! | (0xff - this.#ports[3]!)) & this.inputs[1]!;
  }

  peek(register: number): number {
    switch (register) {
      case 0: {
        const from = this.#acr & 2 && this.#flags & 0x10 ? this.#latched[0]! : this.inputs[0]!;
        let value = 0;
        for (let bit = 1; bit < 256; bit *= 2) value |= (this.#ports[2]! & bit ? this.#ports[0]! : from) & bit;
        if (this.#acr & 0x80) value = (value & 0x7f) + (this.#flipFlop ? 0x80 : 0);
        return value;
      }
      case 1:
      case 15:
        return this.#acr & 1 && this.#flags & 2 ? this.#latched[1]! : this.#pinsA();
      case 2:
      case 3:
        return this.#ports[register]!;
      case 4:
        return this.t1.count % 256;
      case 5:
        return this.t1.count >> 8;
      case 6:
        return this.t1.latch % 256;
      case 7:
        return this.t1.latch >> 8;
      case 8:
        return this.t2.count % 256;
      case 9:
        return this.t2.count >> 8;
      case 10:
        return this.#sr;
      case 11:
        return this.#acr;
      case 12:
        return this.#pcr;
      case 13:
        return this.#flags + (this.#flags & this.#enabled ? 0x80 : 0);
      default:
        return this.#enabled + 0x80;
    }
  }

  /** An access to a port answers its flags: those of independent inputs stay. */
  #clear(port: number): void {
    const [one, two] = port === 1 ? [2, 1] : [0x10, 8];
    const mode = port === 1 ? (this.#pcr >> 1) & 7 : this.#pcr >> 5;
    this.#flags &= ~(mode === 1 || mode === 3 ? one : one | two);
  }

  read(register: number): number {
    const value = this.peek(register);
    if (register <= 1) this.#clear(register);
    if (register === 1) this.#handshake('ca2', (this.#pcr >> 1) & 7);
    if (register === 4) this.#flags &= ~0x40;
    if (register === 8) this.#flags &= ~0x20;
    if (register === 10) this.#startByte();
    return value;
  }

  write(register: number, value: number): void {
    this.#settled = false;
    switch (register) {
      case 0:
      case 1:
        this.#ports[register] = value;
        this.#clear(register);
        if (register === 1) this.#handshake('ca2', (this.#pcr >> 1) & 7);
        else this.#handshake('cb2', this.#pcr >> 5);
        break;
      case 15:
        this.#ports[1] = value;
        break;
      case 2:
      case 3:
        this.#ports[register] = value;
        break;
      case 4:
      case 6:
        this.t1.latch = (this.t1.latch & 0xff00) + value;
        break;
      case 5:
      case 7:
        this.t1.latch = value * 256 + (this.t1.latch % 256);
        this.#flags &= ~0x40;
        if (register === 7) break;
        this.t1.write(this.t1.latch);
        this.#running1 = true;
        if (this.#acr & 0x80) this.#flipFlop = false;
        break;
      case 8:
        this.t2.latch = value;
        break;
      case 9:
        this.t2.write(value * 256 + this.t2.latch);
        this.#flags &= ~0x20;
        this.#running2 = true;
        break;
      case 10:
        this.#sr = value;
        this.#startByte();
        break;
      case 11: {
        const before = this.#mode;
        this.#acr = value;
        if (!(value & 0x80)) this.#flipFlop = true;
        if (this.#mode !== before) {
          this.#halves = 0;
          this.#clock = true;
          this.#halfPipe = [false, false];
        }
        this.#soon.push(() => {
          this.#t2Counts = (this.#acr & 0x20) === 0;
        });
        break;
      }
      case 12:
        this.#pcr = value;
        break;
      case 13:
        this.#flags &= ~value & 0x7f;
        break;
      default:
        if (value & 0x80) this.#enabled |= value & 0x7f;
        else this.#enabled &= ~value;
    }
    this.#outputs();
    this.#settled = true;
  }
}
