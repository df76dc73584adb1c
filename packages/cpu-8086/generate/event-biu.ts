/*
 * The bus interface unit that advances from event to event
 *
 * Its state is brought up to a clock when the execution unit looks at it. `event` is the next clock at which the state
 * changes, so that the usual path is one compare. The rules, with their numbers, are in README.md.
 */
export const EVENT_BIU = `
/** The next cycle is the second of an acknowledge pair: the bus is not given away before it. */
private pairing = false;

/** Brings the state to clock \`t\`. */
private sync(t: number): void {
  while (t >= this.event) {
    let { phase } = this;
    if (phase === 1) {
      // rule 3: the decision whether a prefetch follows
      this.prefetch = this.length + this.inflight <= this.room ? this.busT4 + 1 : NEVER;
      phase = 2;
      this.phase = 2;
      this.event = this.busT4 + 1;
      if (t < this.event) return;
    }
    if (phase === 2) {
      // rule 1: the bytes are in the queue
      this.length += this.inflight;
      this.inflight = 0;
      if (this.prefetch === NEVER) {
        this.phase = 0;
        this.event = NEVER;
        return;
      }
      phase = 3;
      this.phase = 3;
      this.event = this.prefetch + 1;
      if (t < this.event) return;
    }
    if (phase !== 3) {
      this.event = NEVER;
      return;
    }
    this.fetch(this.prefetch);
  }
}

settle(t: number): void {
  if (t >= this.event) this.sync(t);
}

/** A code fetch with its T1 at clock \`t1\`, unless another master has the bus then. */
private fetch(t1: number): void {
  if (t1 >= this.bound) {
    const granted = this.ask(t1, true);
    if (granted > t1) {
      this.prefetch = granted;
      this.event = granted + 1;
      return;
    }
  }
  const offset = this.fetchIp;
  const address = ((this.segments[CS]! << 4) + offset) & 0xfffff;
  const { tail } = this;
  const base = this.readBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (((address | this.narrow) & 1) === 0) {
    if (base !== SLOW) {
      const at = base + address;
      this.queue[tail] = this.memory[at]!;
      this.queue[(tail + 1) & 7] = this.memory[at + 1]!;
    } else {
      const word = this.readDeviceWord(address, t1);
      this.queue[tail] = word;
      this.queue[(tail + 1) & 7] = word >> 8;
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.tail = (tail + 2) & 7;
    this.inflight = 2;
    this.fetchIp = (offset + 2) & 0xffff;
    @trace this.traceWord('CODE', t1, t4, address, this.queue[tail]! | (this.queue[(tail + 1) & 7]! << 8), CS);
  } else {
    if (base !== SLOW) {
      this.queue[tail] = this.memory[base + address]!;
    } else {
      this.queue[tail] = this.readDevice(address, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    this.tail = (tail + 1) & 7;
    this.inflight = 1;
    this.fetchIp = (offset + 1) & 0xffff;
    @trace this.traceByte('CODE', t1, t4, address, this.queue[tail]!, CS, 0);
  }
}

/** The bus cycle that was to have its T4 at \`t4\` takes \`extra\` clocks more. */
private stretch(t4: number): number {
  const late = t4 + this.extra;
  this.busT4 = late;
  this.phase = 1;
  this.event = late - 1;
  return late;
}

/** Takes a byte from the queue, waiting for it if need be: one clock. */
@plain private next(): number {
@trace private next(operation: 'F' | 'S' = 'S'): number {
  let { t } = this;
  if (this.length === 0) t = this.await(t);
  else if (t >= this.event) this.sync(t);
  const byte = this.queue[this.head]!;
  this.head = (this.head + 1) & 7;
  this.length--;
  this.ip = (this.ip + 1) & 0xffff;
  const { phase } = this;
  if ((phase & 1) === 0 && this.length + this.inflight <= this.room) {
    // rule 4: room again after the decision; a suspended queue counts as full
    if (phase === 0) {
      this.prefetch = t + 3;
      this.phase = 3;
      this.event = t + 4;
      @trace this.late = false;
    } else if (this.prefetch === NEVER) {
      this.prefetch = this.busT4 + 4;
      @trace this.late = true;
    }
  }
  @trace this.traceQueue(operation, t, byte);
  this.t = t + 1;
  return byte;
}

/** The clock at which the queue has a byte again. */
private await(t: number): number {
  let at = t;
  do {
    const { event } = this;
    // the event can be in the past when another master gave the bus back late
    if (event > at) at = event;
    if (this.phase === 1 && this.inflight !== 0) {
      // the byte comes with T4, and leaves room for another: rules 1 and 3
      const after = this.busT4 + 1;
      this.length = this.inflight;
      this.inflight = 0;
      this.prefetch = after;
      this.phase = 3;
      this.event = after + 1;
      if (at < after) return after;
      if (at === after) return at;
    } else if (this.phase === 3) {
      this.fetch(this.prefetch);
      continue;
    }
    this.sync(at);
  } while (this.length === 0);
  return at;
}

firstByteAt(): number {
  this.settle(this.t);
  return this.length === 0 ? this.await(this.t) : this.t;
}

/** Asks for a bus cycle of the execution unit at clock \`t\`. @returns its T1 */
private request([[byte = false]]): number {
  const { t } = this;
  if (t >= this.event) this.sync(t);
  let t1: number;
  switch (this.phase) {
    case 1:
      // rule 6
      t1 = this.busT4 + 1;
      break;
    case 2:
      // rules 7 and 8
      if (this.prefetch === this.busT4 + 1) {
        @trace this.traceAbandoned(this.prefetch, false);
        t1 = this.prefetch + 2;
      } else {
        t1 = t === this.busT4 ? t + 3 : this.busT4 + 1;
      }
      break;
    case 3:
      // rule 9
      if (this.prefetch - t <= 1) {
        @trace this.traceAbandoned(this.prefetch, byte && this.late && this.prefetch - t === 1);
        t1 = this.prefetch + 2;
      } else {
        t1 = t + 2;
      }
      break;
    default:
      // rule 5
      t1 = t + 2;
  }
  this.length += this.inflight;
  this.inflight = 0;
  this.prefetch = NEVER;
  return t1 < this.bound ? t1 : this.ask(t1, !this.pairing);
}

private read8(segment: number, offset: number): number {
  const t1 = this.request([[true]]);
  const address = ((this.segments[segment]! << 4) + offset) & 0xfffff;
  const base = this.readBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  let value: number;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (base !== SLOW) {
    value = this.memory[base + address]!;
  } else {
    value = this.readDevice(address, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
  }
  @trace this.traceByte('MEMR', t1, t4, address, value, segment, 0);
  this.t = t4;
  return value;
}

private read16(segment: number, offset: number): number {
  const t1 = this.request();
  const start = this.segments[segment]! << 4;
  const address = (start + offset) & 0xfffff;
  const base = this.readBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (((address | this.narrow) & 1) === 0) {
    let word: number;
    if (base !== SLOW) {
      const at = base + address;
      word = this.memory[at]! | (this.memory[at + 1]! << 8);
    } else {
      word = this.readDeviceWord(address, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    @trace this.traceWord('MEMR', t1, t4, address, word, segment);
    this.t = t4;
    return word;
  }
  let low: number;
  if (base !== SLOW) {
    low = this.memory[base + address]!;
  } else {
    low = this.readDevice(address, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
  }
  @trace this.traceByte('MEMR', t1, t4, address, low, segment, 0);
  return low | (this.secondRead(t4 + 1, (start + ((offset + 1) & 0xffff)) & 0xfffff[[, segment]]) << 8);
}

/** Rule 11: the second of two byte cycles follows at once. */
private secondRead(due: number, address: number[[, segment: number]]): number {
  const t1 = due < this.bound ? due : this.ask(due, false);
  const base = this.readBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  let value: number;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (base !== SLOW) {
    value = this.memory[base + address]!;
  } else {
    value = this.readDevice(address, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
  }
  @trace this.traceByte('MEMR', t1, t4, address, value, segment, 0);
  this.t = t4;
  return value;
}

/** A word of the interrupt vector table; \`address\` is even. */
private readVector(address: number): number {
  const t1 = this.request();
  const base = this.readBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (this.narrow === 0) {
    let word: number;
    if (base !== SLOW) {
      word = this.memory[base + address]! | (this.memory[base + address + 1]! << 8);
    } else {
      word = this.readDeviceWord(address, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    @trace this.traceWord('MEMR', t1, t4, address, word, -1);
    this.t = t4;
    return word;
  }
  const low = this.readDevice(address, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('MEMR', t1, t4, address, low, -1, 0);
  return low | (this.secondRead(t4 + 1, address + 1[[, -1]]) << 8);
}

private write8(segment: number, offset: number, value: number): void {
  const t1 = this.request([[true]]);
  const address = ((this.segments[segment]! << 4) + offset) & 0xfffff;
  const base = this.writeBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (base !== SLOW) {
    this.memory[base + address] = value;
  } else {
    this.writeDevice(address, value & 0xff, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
  }
  @trace this.traceByte('MEMW', t1, t4, address, value & 0xff, segment, this.high);
  this.t = t4 - 1;
}

private write16(segment: number, offset: number, value: number): void {
  const t1 = this.request();
  const start = this.segments[segment]! << 4;
  const address = (start + offset) & 0xfffff;
  const base = this.writeBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (((address | this.narrow) & 1) === 0) {
    if (base !== SLOW) {
      const at = base + address;
      this.memory[at] = value;
      this.memory[at + 1] = value >> 8;
    } else {
      this.writeDeviceWord(address, value, t1);
      if (this.extra !== 0) t4 = this.stretch(t4);
    }
    @trace this.traceWord('MEMW', t1, t4, address, value, segment);
    this.t = t4 - 1;
    return;
  }
  if (base !== SLOW) {
    this.memory[base + address] = value;
  } else {
    this.writeDevice(address, value & 0xff, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
  }
  @trace this.traceByte('MEMW', t1, t4, address, value & 0xff, segment, value >> 8);
  this.secondWrite(t4 + 1, (start + ((offset + 1) & 0xffff)) & 0xfffff, value[[, segment]]);
}

private secondWrite(due: number, address: number, word: number[[, segment: number]]): void {
  const t1 = due < this.bound ? due : this.ask(due, false);
  const base = this.writeBase[address >> 8]!;
  let t4 = t1 + 3 + this.wait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  if (base !== SLOW) {
    this.memory[base + address] = word >> 8;
  } else {
    this.writeDevice(address, word >> 8, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
  }
  @trace this.traceByte('MEMW', t1, t4, address, word >> 8, segment, word & 0xff);
  this.t = t4 - 1;
}

/** An I/O bus cycle with its T1 at \`t1\`. @returns its T4 */
private ioCycle(t1: number): number {
  const t4 = t1 + 3 + this.ioWait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  return t4;
}

private in8(port: number): number {
  const t1 = this.request([[true]]);
  let t4 = this.ioCycle(t1);
  const value = this.readPort(port, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('IOR', t1, t4, port, value, -1, 0);
  this.t = t4;
  return value;
}

private in16(port: number): number {
  let t1 = this.request();
  let t4 = this.ioCycle(t1);
  if (((port | this.narrow) & 1) === 0) {
    const word = this.readPortWord(port, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    @trace this.traceWord('IOR', t1, t4, port, word, -1);
    this.t = t4;
    return word;
  }
  const low = this.readPort(port, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('IOR', t1, t4, port, low, -1, 0);
  t1 = t4 + 1 < this.bound ? t4 + 1 : this.ask(t4 + 1, false);
  t4 = this.ioCycle(t1);
  const high = this.readPort((port + 1) & 0xffff, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('IOR', t1, t4, (port + 1) & 0xffff, high, -1, 0);
  this.t = t4;
  return low | (high << 8);
}

private out8(port: number, value: number): void {
  const t1 = this.request([[true]]);
  let t4 = this.ioCycle(t1);
  this.writePort(port, value, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('IOW', t1, t4, port, value, -1, this.high);
  this.t = t4 - 1;
}

private out16(port: number, value: number): void {
  let t1 = this.request();
  let t4 = this.ioCycle(t1);
  if (((port | this.narrow) & 1) === 0) {
    this.writePortWord(port, value, t1);
    if (this.extra !== 0) t4 = this.stretch(t4);
    @trace this.traceWord('IOW', t1, t4, port, value, -1);
    this.t = t4 - 1;
    return;
  }
  this.writePort(port, value & 0xff, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('IOW', t1, t4, port, value & 0xff, -1, value >> 8);
  t1 = t4 + 1 < this.bound ? t4 + 1 : this.ask(t4 + 1, false);
  t4 = this.ioCycle(t1);
  this.writePort((port + 1) & 0xffff, value >> 8, t1);
  if (this.extra !== 0) t4 = this.stretch(t4);
  @trace this.traceByte('IOW', t1, t4, (port + 1) & 0xffff, value >> 8, -1, value & 0xff);
  this.t = t4 - 1;
}

/** One interrupt acknowledge cycle; the board brings the byte in the second. @returns its T1 */
private acknowledgeCycle(second: boolean[[, vector: number]]): number {
  this.pairing = second;
  const t1 = this.request();
  this.pairing = false;
  const t4 = t1 + 3 + this.ackWait;
  this.busT4 = t4;
  this.phase = 1;
  this.event = t4 - 1;
  @trace this.traceByte('INTA', t1, t4, 0, vector, -1, 0);
  this.t = t4;
  return t1;
}

/** The HALT status cycle: ALE, and no command. */
private haltCycle(): void {
  const t1 = this.request();
  @trace this.traceByte('HALT', t1, t1 + 3, 0, 0, -1, 0);
  this.busT4 = t1;
  this.phase = 4;
  this.event = NEVER;
  this.t = t1 + 1;
}

/**
 * SUSP, CORR: prefetching stops and IP is made right, which shows on the bus. Leaves \`t\` at the clock at which the queue
 * can be flushed.
 */
private suspendAndCorrect(): void {
  this.suspendFully();
  @trace this.traceCorrection(this.t - 1);
}

/** The same without CORR. */
private suspendFully(): void {
  const { t } = this;
  if (t >= this.event) this.sync(t);
  let at: number;
  // rule 14
  switch (this.phase) {
    case 1:
      at = this.busT4 + 3;
      break;
    case 2:
      @trace if (this.prefetch === this.busT4 + 1 && !(this.early && t === this.busT4)) {
      @trace   this.traceAbandoned(this.prefetch, false);
      @trace }
      at = this.busT4 + 3;
      break;
    case 3: {
      const left = this.prefetch - t;
      @trace if (left <= 1) this.traceAbandoned(this.prefetch, false);
      at = left <= 1 ? this.prefetch + 2 : left === 2 ? t + 3 : t + 2;
      break;
    }
    default:
      at = t + 2;
  }
  @trace this.early = false;
  this.suspended();
  this.t = at + 1;
}

/** SUSP: prefetching stops when the bus cycle under way has ended. */
private suspend(): void {
  const { t } = this;
  if (t >= this.event) this.sync(t);
  // rule 13
  @trace if (this.phase === 3 && this.prefetch === t) this.traceAbandoned(t, false);
  const busy = (this.phase === 1 || this.phase === 2) && t <= this.busT4;
  const at = busy ? this.busT4 + 1 : t;
  this.suspended();
  this.t = at;
}

private suspended(): void {
  this.prefetch = NEVER;
  this.phase = 4;
  this.event = NEVER;
  // the queue counts as full until it is flushed
  this.length = 64;
  this.inflight = 0;
}

/** FLUSH: the queue is empty and fetching begins again at \`ip\`. One clock. */
private flush(): void {
  const { t } = this;
  // rule 15
  this.length = 0;
  this.inflight = 0;
  this.head = 0;
  this.tail = 0;
  this.fetchIp = this.ip;
  this.prefetch = t + 3;
  this.phase = 3;
  this.event = t + 4;
  @trace this.late = false;
  @trace this.traceQueue('E', t, 0);
  this.t = t + 1;
}

refill(delay: number): void {
  this.emptyQueue();
  this.prefetch = this.t + delay;
  this.phase = 3;
  this.event = this.prefetch + 1;
}

protected idleBus(): void {
  this.prefetch = NEVER;
  this.phase = 0;
  this.event = NEVER;
  this.busT4 = 0;
}

protected busState(): number[] {
  const { phase, t } = this;
  // the clocks can be a little in the past; -1000h stands for none
  const prefetch = (phase === 2 || phase === 3) && this.prefetch !== NEVER ? this.prefetch - t : -0x1000;
  return [phase, Math.max(this.busT4 - t, -0x1000), prefetch];
}

protected setBusState(numbers: Int32Array): void {
  this.phase = numbers[0]!;
  this.busT4 = numbers[1]!;
  this.prefetch = numbers[2] === -0x1000 ? NEVER : numbers[2]!;
  if (!(this.phase >= 0 && this.phase <= 4) || (this.phase === 3 && this.prefetch === NEVER)) {
    throw new StateError('The bus interface unit cannot be in such a state: the snapshot is damaged.');
  }
  if (this.phase === 1) this.event = this.busT4 - 1;
  else if (this.phase === 2) this.event = this.busT4 + 1;
  else this.event = this.phase === 3 ? this.prefetch + 1 : NEVER;
}

nextCycle(): number {
  switch (this.phase) {
    case 1:
    case 2:
      return this.busT4 + 1;
    case 3:
      return Math.min(this.prefetch, this.t + 2);
    default:
      return this.t + 2;
  }
}
`;
