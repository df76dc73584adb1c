/*
 * The bus interface unit that is called once for every clock
 *
 * The plain way to write it down: a state machine of T-states. It is slower than the one that advances from event to
 * event and must do exactly the same; tests run both in lockstep.
 */
export const CLOCKED_BIU = `
/** T-state of the present clock: 0 = idle, 1–4; 3 stands for TW too. */
private state = 0;
/** The cycle under way or due is the execution unit's, not a code fetch. */
private own = false;
/** Clocks until a T1 that is due, while idle; 0 = none is due. */
private countdown = 0;
/** TW still to come. */
private waits = 0;
/** A code fetch follows on T4. */
private chained = false;
/** A code fetch comes three clocks after T4. */
private delayed = false;
/** The execution unit's cycle follows: 1 on T4, 3 two clocks later. */
private requested = 0;
/** Prefetching is off until the queue is flushed. */
private off = false;

/** One clock passes. */
private clk(): void {
  switch (this.state) {
    case 0:
      if (this.countdown !== 0 && --this.countdown === 0) this.enterCycle();
      break;
    case 1:
      this.state = 2;
      break;
    case 2:
      this.state = 3;
      if (this.waits === 0) this.decide();
      break;
    case 3:
      if (this.waits > 0) {
        this.waits--;
        if (this.waits === 0) this.decide();
      } else {
        this.state = 4;
      }
      break;
    default:
      this.length += this.inflight;
      this.inflight = 0;
      if (this.requested === 1) {
        this.requested = 0;
        this.own = true;
        this.enterCycle();
      } else if (this.requested === 3) {
        this.requested = 0;
        this.own = true;
        this.state = 0;
        this.countdown = 2;
      } else if (this.chained) {
        this.chained = false;
        this.own = false;
        this.enterCycle();
      } else if (this.delayed) {
        this.delayed = false;
        this.own = false;
        this.state = 0;
        this.countdown = 3;
        this.late = true;
      } else {
        this.state = 0;
        this.countdown = 0;
      }
  }
  this.t++;
  // a fetch that was not given up in its T1 is carried out
  if (this.state === 2 && !this.own && this.fetchPending) this.fetch();
}

private clocks(n: number): void {
  for (let i = 0; i < n; i++) this.clk();
}

/** T1 of a fetch has begun, T2 has not. */
private fetchPending = false;
/** The second half of a word or acknowledge pair: the bus is not given away before it. */
private second = false;

/** The next clock is to be T1. */
private enterCycle(): void {
  const due = this.t + 1;
  if (due >= this.bound) {
    // what happens meanwhile may ask for the next T1
    this.countdown = 1;
    const granted = this.host.arbitrate(due, !this.second);
    this.countdown = 0;
    if (granted > due) {
      this.state = 0;
      this.countdown = granted - due;
      return;
    }
  }
  this.state = 1;
  this.waits = this.wait;
  this.busT4 = due + 3 + this.waits;
  this.fetchPending = !this.own;
}

/** Whether a prefetch follows the bus cycle under way. */
private decide(): void {
  this.chained = this.length + this.inflight <= this.room && !this.off && this.requested === 0;
}

/** The access of the code fetch whose T2 has begun. */
private fetch(): void {
  this.fetchPending = false;
  const t1 = this.t - 1;
  const offset = this.fetchIp;
  const address = ((this.segments[CS]! << 4) + offset) & 0xfffff;
  const { tail } = this;
  if (((address | this.narrow) & 1) === 0) {
    const word = this.readDeviceWord(address, t1);
    this.stretch();
    this.queue[tail] = word;
    this.queue[(tail + 1) & 7] = word >> 8;
    this.tail = (tail + 2) & 7;
    this.inflight = 2;
    this.fetchIp = (offset + 2) & 0xffff;
    this.traceWord('CODE', t1, this.busT4, address, word, CS);
  } else {
    const byte = this.readDevice(address, t1);
    this.stretch();
    this.queue[tail] = byte;
    this.tail = (tail + 1) & 7;
    this.inflight = 1;
    this.fetchIp = (offset + 1) & 0xffff;
    this.traceByte('CODE', t1, this.busT4, address, byte, CS, 0);
  }
}

private stretch(): void {
  this.waits += this.extra;
  this.busT4 += this.extra;
  this.extra = 0;
}

settle(t: number): void {
  while (this.t < t) this.clk();
}

private next(operation: 'F' | 'S' = 'S'): number {
  while (this.length === 0) this.clk();
  const byte = this.queue[this.head]!;
  this.head = (this.head + 1) & 7;
  this.length--;
  this.ip = (this.ip + 1) & 0xffff;
  if (this.length + this.inflight <= this.room && !this.off) {
    if (this.state === 0) {
      if (this.countdown === 0) {
        this.countdown = 3;
        this.own = false;
        this.late = false;
      }
    } else if ((this.state === 3 && this.waits === 0 || this.state === 4) && !this.chained) {
      this.delayed = true;
    }
  }
  this.traceQueue(operation, this.t, byte);
  this.clk();
  return byte;
}

firstByteAt(): number {
  while (this.length === 0) this.clk();
  return this.t;
}

/** Asks for a bus cycle in the present clock and lets time pass until its T1. */
private request(byte = false): void {
  switch (this.state) {
    case 0:
      if (this.countdown === 1 && !this.own) this.traceAbandoned(this.t + 1, byte && this.late);
      this.countdown = this.countdown === 1 ? 3 : 2;
      this.own = true;
      break;
    case 1:
      // the prefetch that has just begun is given up
      this.traceAbandoned(this.t, false);
      this.fetchPending = false;
      this.state = 0;
      this.countdown = 2;
      this.own = true;
      break;
    case 2:
      this.requested = 1;
      break;
    case 3:
      if (this.waits > 0) {
        this.requested = 1;
      } else if (this.chained) {
        this.traceAbandoned(this.t + 2, false);
        this.chained = false;
        this.requested = 3;
      } else {
        this.requested = 1;
      }
      this.delayed = false;
      break;
    default:
      if (this.chained) this.traceAbandoned(this.t + 1, false);
      this.chained = false;
      this.delayed = false;
      this.length += this.inflight;
      this.inflight = 0;
      this.state = 0;
      this.countdown = 3;
      this.own = true;
  }
  do this.clk();
  while (!this.own || this.state !== 1);
}

/** Goes on to T4 of the cycle under way. */
private toT4(): void {
  do this.clk();
  while (this.state !== 4);
}

/** Goes on to the last T3 or TW of the cycle under way. */
private toLastT3(): void {
  do this.clk();
  while (this.state !== 3 || this.waits > 0);
}

/** The second cycle of a pair: its T1 follows the T4 of the first. */
private pair(): void {
  this.requested = 1;
  this.second = true;
  this.toT4();
  do this.clk();
  while (this.state !== 1);
  this.second = false;
}

private readCycle(address: number, segment: number): number {
  const t1 = this.t;
  const value = this.readDevice(address, t1);
  this.stretch();
  this.traceByte('MEMR', t1, this.busT4, address, value, segment, 0);
  return value;
}

private read8(segment: number, offset: number): number {
  this.request(true);
  const value = this.readCycle(((this.segments[segment]! << 4) + offset) & 0xfffff, segment);
  this.toT4();
  return value;
}

private read16(segment: number, offset: number): number {
  this.request();
  const start = this.segments[segment]! << 4;
  return this.readWord((start + offset) & 0xfffff, (start + ((offset + 1) & 0xffff)) & 0xfffff, segment);
}

private readWord(address: number, second: number, segment: number): number {
  if (((address | this.narrow) & 1) === 0) {
    const t1 = this.t;
    const word = this.readDeviceWord(address, t1);
    this.stretch();
    this.traceWord('MEMR', t1, this.busT4, address, word, segment);
    this.toT4();
    return word;
  }
  const low = this.readCycle(address, segment);
  this.pair();
  const high = this.readCycle(second, segment);
  this.toT4();
  return low | (high << 8);
}

private readVector(address: number): number {
  this.request();
  return this.readWord(address, address + 1, -1);
}

private writeCycle(address: number, value: number, segment: number, high: number): void {
  const t1 = this.t;
  this.writeDevice(address, value, t1);
  this.stretch();
  this.traceByte('MEMW', t1, this.busT4, address, value, segment, high);
}

private write8(segment: number, offset: number, value: number): void {
  this.request(true);
  this.writeCycle(((this.segments[segment]! << 4) + offset) & 0xfffff, value & 0xff, segment, this.high);
  this.toLastT3();
}

private write16(segment: number, offset: number, value: number): void {
  this.request();
  const start = this.segments[segment]! << 4;
  const address = (start + offset) & 0xfffff;
  if (((address | this.narrow) & 1) === 0) {
    const t1 = this.t;
    this.writeDeviceWord(address, value, t1);
    this.stretch();
    this.traceWord('MEMW', t1, this.busT4, address, value, segment);
    this.toLastT3();
    return;
  }
  this.writeCycle(address, value & 0xff, segment, value >> 8);
  this.pair();
  this.writeCycle((start + ((offset + 1) & 0xffff)) & 0xfffff, value >> 8, segment, value & 0xff);
  this.toLastT3();
}

/** In T1 of an I/O cycle, which has wait states of its own. */
private ioCycle(): number {
  this.waits = this.ioWait;
  this.busT4 = this.t + 3 + this.waits;
  return this.t;
}

private inputCycle(port: number): number {
  const t1 = this.ioCycle();
  const value = this.readPort(port, t1);
  this.stretch();
  this.traceByte('IOR', t1, this.busT4, port, value, -1, 0);
  return value;
}

private in8(port: number): number {
  this.request(true);
  const value = this.inputCycle(port);
  this.toT4();
  return value;
}

private in16(port: number): number {
  this.request();
  if (((port | this.narrow) & 1) === 0) {
    const t1 = this.ioCycle();
    const word = this.readPortWord(port, t1);
    this.stretch();
    this.traceWord('IOR', t1, this.busT4, port, word, -1);
    this.toT4();
    return word;
  }
  const low = this.inputCycle(port);
  this.pair();
  const high = this.inputCycle((port + 1) & 0xffff);
  this.toT4();
  return low | (high << 8);
}

private outputCycle(port: number, value: number, high: number): void {
  const t1 = this.ioCycle();
  this.writePort(port, value, t1);
  this.stretch();
  this.traceByte('IOW', t1, this.busT4, port, value, -1, high);
}

private out8(port: number, value: number): void {
  this.request(true);
  this.outputCycle(port, value, this.high);
  this.toLastT3();
}

private out16(port: number, value: number): void {
  this.request();
  if (((port | this.narrow) & 1) === 0) {
    const t1 = this.ioCycle();
    this.writePortWord(port, value, t1);
    this.stretch();
    this.traceWord('IOW', t1, this.busT4, port, value, -1);
    this.toLastT3();
    return;
  }
  this.outputCycle(port, value & 0xff, value >> 8);
  this.pair();
  this.outputCycle((port + 1) & 0xffff, value >> 8, value & 0xff);
  this.toLastT3();
}

private acknowledgeCycle(second: boolean, vector: number): number {
  this.second = second;
  this.request();
  this.second = false;
  const t1 = this.t;
  this.waits = this.ackWait;
  this.busT4 = t1 + 3 + this.waits;
  this.traceByte('INTA', t1, this.busT4, 0, vector, -1, 0);
  this.toT4();
  return t1;
}

private haltCycle(): void {
  this.request();
  this.traceByte('HALT', this.t, this.t + 3, 0, 0, -1, 0);
  this.state = 0;
  this.countdown = 0;
  this.own = false;
  this.off = true;
  this.t++;
}

private suspendAndCorrect(): void {
  this.suspendFully();
  this.traceCorrection(this.t - 1);
}

private suspendFully(): void {
  let n: number;
  switch (this.state) {
    case 0:
      if (this.countdown === 1) this.traceAbandoned(this.t + 1, false);
      n = this.countdown === 1 || this.countdown === 2 ? 3 : 2;
      break;
    case 1:
      this.traceAbandoned(this.t, false);
      this.fetchPending = false;
      this.state = 0;
      n = 2;
      break;
    case 2:
      n = 5 + this.waits;
      break;
    case 3:
      if (this.chained) this.traceAbandoned(this.t + 2, false);
      n = 4 + this.waits;
      break;
    default:
      if (this.chained && !this.early) this.traceAbandoned(this.t + 1, false);
      n = 3;
  }
  this.early = false;
  this.stop();
  this.clocks(n + 1);
}

private suspend(): void {
  let n: number;
  switch (this.state) {
    case 0:
      n = 0;
      break;
    case 1:
      this.traceAbandoned(this.t, false);
      this.fetchPending = false;
      this.state = 0;
      n = 0;
      break;
    case 2:
      n = 3 + this.waits;
      break;
    case 3:
      n = 2 + this.waits;
      break;
    default:
      n = 1;
  }
  this.stop();
  this.clocks(n);
}

private stop(): void {
  this.off = true;
  this.countdown = 0;
  this.chained = false;
  this.delayed = false;
  if (this.state === 0) this.own = false;
}

private flush(): void {
  this.length = 0;
  this.inflight = 0;
  this.head = 0;
  this.tail = 0;
  this.fetchIp = this.ip;
  this.state = 0;
  this.own = false;
  this.countdown = 3;
  this.late = false;
  this.chained = false;
  this.delayed = false;
  this.off = false;
  this.traceQueue('E', this.t, 0);
  this.clk();
}

refill(delay: number): void {
  this.emptyQueue();
  this.countdown = delay;
}

protected idleBus(): void {
  this.state = 0;
  this.own = false;
  this.countdown = 0;
  this.waits = 0;
  this.chained = false;
  this.delayed = false;
  this.requested = 0;
  this.off = false;
  this.fetchPending = false;
}

protected busState(): number[] {
  return [
    this.state,
    this.own ? 1 : 0,
    this.countdown,
    this.waits,
    this.chained ? 1 : 0,
    this.delayed ? 1 : 0,
    this.requested,
    this.off ? 1 : 0,
    this.fetchPending ? 1 : 0,
    Math.max(this.busT4 - this.t, -0x1000),
  ];
}

protected setBusState(numbers: Int32Array): void {
  this.state = numbers[0]!;
  if (!(this.state >= 0 && this.state <= 4)) {
    throw new StateError('The bus interface unit cannot be in such a state: the snapshot is damaged.');
  }
  this.own = numbers[1] !== 0;
  this.countdown = numbers[2]!;
  this.waits = numbers[3]!;
  this.chained = numbers[4] !== 0;
  this.delayed = numbers[5] !== 0;
  this.requested = numbers[6]!;
  this.off = numbers[7] !== 0;
  this.fetchPending = numbers[8] !== 0;
  this.busT4 = numbers[9]!;
}

nextCycle(): number {
  if (this.state !== 0) return this.busT4 + 1;
  return this.t + (this.countdown === 1 ? 1 : 2);
}
`;
