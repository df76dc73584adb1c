/*
 * An 8237A that is called once for every clock
 *
 * Written from the data sheet's state descriptions without any shortcut, to be compared with the part. HRQ and the bus
 * belong to the caller: HLDA is an argument, and memory and devices are one function each.
 */

type State = 'SI' | 'S0' | 'S1' | 'S2' | 'S3' | 'SW' | 'S4' | 'memory' | 'cascade';

export interface SteppingBus {
  read(address: number): number;
  write(address: number, value: number): void;
  /** The byte of the device on a channel. */
  input(channel: number): number;
  output(channel: number, value: number): void;
  waits(channel: number): number;
  log(text: string): void;
}

export class SteppingDma {
  state: State = 'SI';
  readonly base = [0, 0, 0, 0].map(() => ({ address: 0, count: 0 }));
  readonly current = [0, 0, 0, 0].map(() => ({ address: 0, count: 0 }));
  readonly mode = [0, 0, 0, 0];
  command = 0;
  mask = 15;
  software = 0;
  reached = 0;
  temporary = 0;
  flipFlop = false;
  dreq = 0;
  order = [0, 1, 2, 3];
  channel = 0;
  wait = 0;
  /** Clocks of a memory-to-memory transfer so far. */
  half = 0;
  readonly #bus: SteppingBus;

  constructor(bus: SteppingBus) {
    this.#bus = bus;
  }

  /** Channels that ask, in the order of priority. */
  #asking(): number[] {
    if ((this.command & 4) !== 0) return [];
    const level = (this.command & 0x40) !== 0 ? ~this.dreq : this.dreq;
    const order = (this.command & 0x10) !== 0 ? this.order : [0, 1, 2, 3];
    return order.filter((n) => ((((level & ~this.mask) | this.software) >> n) & 1) !== 0);
  }

  /** A clock passes. @param hlda HLDA in the middle of it */
  clock(hlda: boolean): void {
    switch (this.state) {
      case 'SI':
        // DREQ is looked at in the edge that ends this clock
        if (this.#asking().length > 0) {
          this.#bus.log('HRQ on');
          this.state = 'S0';
        }
        break;
      case 'S0':
        if (hlda) this.#begin();
        break;
      case 'S1':
        this.state = 'S2';
        break;
      case 'S2':
        this.wait = this.#bus.waits(this.channel);
        this.state = (this.command & 9) === 8 ? (this.wait > 0 ? 'SW' : 'S4') : 'S3';
        if (this.state === 'S4') this.#transfer();
        break;
      case 'S3':
      case 'SW':
        if (this.state === 'SW') this.wait--;
        this.state = this.wait > 0 ? 'SW' : 'S4';
        if (this.state === 'S4') this.#transfer();
        break;
      case 'S4':
        this.state = this.#next;
        break;
      case 'memory':
        if (++this.half === 8) {
          this.half = 0;
          this.#copy();
          this.state = 'S4';
        }
        break;
      case 'cascade':
        break;
    }
    // what S4 decides counts from the clock in which it is S4
  }

  #next: State = 'SI';

  #begin(): void {
    const [channel] = this.#asking();
    if (channel === undefined) {
      this.#leave();
      this.state = 'S4';
      return;
    }
    this.channel = channel;
    if (channel === 0 && (this.command & 1) !== 0 && (this.software & 1) !== 0) {
      this.state = 'memory';
      this.half = 1;
      return;
    }
    this.#bus.log(`DACK${channel} on`);
    this.state = this.mode[channel]! >> 6 === 3 ? 'cascade' : 'S1';
  }

  #leave(): void {
    this.#bus.log('HRQ off');
    this.#next = 'SI';
  }

  #count(channel: number): boolean {
    const now = this.current[channel]!;
    const last = now.count === 0;
    now.count = (now.count + 0xffff) % 0x10000;
    return last;
  }

  #move(channel: number): void {
    const now = this.current[channel]!;
    now.address = (now.address + ((this.mode[channel]! & 0x20) !== 0 ? 0xffff : 1)) % 0x10000;
  }

  #reload(channel: number): boolean {
    if ((this.mode[channel]! & 0x10) === 0) return false;
    Object.assign(this.current[channel]!, this.base[channel]);
    return true;
  }

  #transfer(): void {
    const { channel } = this;
    const mode = this.mode[channel]!;
    const { address } = this.current[channel]!;
    const type = (mode >> 2) & 3;
    if (type === 1) this.#bus.write(address, this.#bus.input(channel));
    if (type === 2) this.#bus.output(channel, this.#bus.read(address));
    this.#bus.log(`transfer ${channel} ${address}`);
    this.#move(channel);
    const last = this.#count(channel);
    if (last) {
      this.#bus.log('TC');
      this.reached |= 1 << channel;
      this.software &= ~(1 << channel);
      if (!this.#reload(channel)) this.mask |= 1 << channel;
    }
    const level = (this.command & 0x40) !== 0 ? ~this.dreq : this.dreq;
    const more = mode >> 6 === 2 || (mode >> 6 === 0 && (((level | this.software) >> channel) & 1) !== 0);
    if (more && !last) {
      const high = (a: number): number => a >> 8;
      this.#next = high(address) === high(this.current[channel]!.address) ? 'S2' : 'S1';
    } else {
      this.#end(channel);
    }
  }

  #copy(): void {
    const [source, target] = [this.current[0]!.address, this.current[1]!.address];
    this.temporary = this.#bus.read(source);
    this.#bus.write(target, this.temporary);
    this.#bus.log(`copy ${source} ${target}`);
    if ((this.command & 2) === 0) this.#move(0);
    this.#move(1);
    this.#count(0);
    if (this.#count(1)) {
      this.#bus.log('TC');
      this.reached |= 2;
      this.software &= ~3;
      if (!this.#reload(1)) this.mask |= 2;
      this.#reload(0);
      this.#end(0);
    } else {
      this.#next = 'memory';
    }
  }

  #end(channel: number): void {
    if ((this.command & 0x10) !== 0) {
      while (this.order[3] !== channel) this.order.push(this.order.shift()!);
    }
    this.#leave();
  }

  /** A byte is written, in a clock of its own in SI. */
  write(register: number, value: number): void {
    if (register < 8) {
      for (const set of [this.base, this.current]) {
        const pair = set[register >> 1]!;
        const key = (register & 1) === 0 ? 'address' : 'count';
        pair[key] = this.flipFlop ? (pair[key] % 256) + value * 256 : pair[key] - (pair[key] % 256) + value;
      }
      this.flipFlop = !this.flipFlop;
      return;
    }
    const bit = 1 << (value % 4);
    const set = (value & 4) !== 0;
    if (register === 8) this.command = value;
    if (register === 9) this.software = set ? this.software | bit : this.software & ~bit;
    if (register === 10) this.mask = set ? this.mask | bit : this.mask & ~bit;
    if (register === 11) this.mode[value % 4] = value & 0xfc;
    if (register === 12) this.flipFlop = false;
    if (register === 13) {
      this.command = this.software = this.reached = this.temporary = 0;
      this.flipFlop = false;
      this.mask = 15;
      this.order = [0, 1, 2, 3];
    }
    if (register === 14) this.mask = 0;
    if (register === 15) this.mask = value & 15;
  }
}
