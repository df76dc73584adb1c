import { ratio } from '@backplane/kernel';
import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { frameBits, frameCount, Ins8250Part, Ns16450Part, type SerialFormat, type SerialFrame } from '../src/index.ts';

for (const part of [Ins8250Part, Ns16450Part]) {
  testDevice({ describe, test, part });
  // long enough for characters to go through
  testDevice({ describe, test, part, pause: 3000, seeds: [11, 12, 13] });
}

const RBR = 0;
const IER = 1;
const IIR = 2;
const LCR = 3;
const MCR = 4;
const LSR = 5;
const MSR = 6;
const SCR = 7;

/** A UART with a tick to a cycle of its crystal, and somebody on its line. */
class Bench extends DeviceBench<typeof Ns16450Part> {
  readonly sent: { frame: SerialFrame; at: number }[] = [];
  readonly breaks: (readonly [on: boolean, at: number])[] = [];

  constructor(part: typeof Ns16450Part | typeof Ins8250Part = Ns16450Part) {
    super({ part: part as typeof Ns16450Part, crystal: 1_843_200, ticksPerCycle: ratio(1) });
    this.device.connect({
      receive: (frame, at) => this.sent.push({ frame, at }),
      breakChanged: (on, at) => this.breaks.push([on, at]),
    });
  }

  put(register: number, value: number): void {
    this.write('registers', register, value);
  }

  get(register: number): number {
    return this.read('registers', register);
  }

  /** Sets speed and format. */
  setUp(divisor: number, lcr: number): void {
    this.put(LCR, 0x80);
    this.put(0, divisor & 0xff);
    this.put(1, divisor >> 8);
    this.put(LCR, lcr);
  }

  /** A character comes in, at the UART's own speed if no other is given. */
  come(data: number, format: SerialFormat, { bitTicks = this.device.uart.bitTicks, spoil = 0 } = {}): void {
    const start = this.tick;
    const count = frameCount(format);
    this.advance(Math.round((count + 0.5) * bitTicks));
    this.device.uart.receive({ bits: frameBits(data, format) ^ spoil, count, bitTicks, start }, this.tick);
    this.advance(Math.round(bitTicks));
  }

  get asks(): boolean {
    return this.out.intrpt!.on;
  }
}

const EIGHT: SerialFormat = { dataBits: 8, parity: 'none', stopBits: 1 };
/** 9600 baud. */
const DIVISOR = 12;
const BIT = 16 * DIVISOR;

describe('registers', () => {
  test('after a reset are as the data sheet says', () => {
    const bench = new Bench();
    expect([IER, IIR, LCR, MCR, LSR].map((r) => bench.get(r))).toEqual([0, 1, 0, 0, 0x60]);
    expect(bench.get(MSR) & 0x0f).toBe(0);
    bench.setUp(0x1234, 0x1f);
    bench.put(SCR, 0xa5);
    bench.put(MCR, 0xff);
    bench.put(IER, 0xff);
    expect([LCR, MCR, IER, SCR].map((r) => bench.get(r))).toEqual([0x1f, 0x1f, 0x0f, 0xa5]);
    bench.reset('reset');
    expect([IER, IIR, LCR, MCR, LSR].map((r) => bench.get(r))).toEqual([0, 1, 0, 0, 0x60]);
    // the divisor and the scratch register stay
    bench.put(LCR, 0x80);
    expect([bench.get(0), bench.get(1), bench.get(SCR)]).toEqual([0x34, 0x12, 0xa5]);
  });

  test('the INS8250 has no scratch register', () => {
    const bench = new Bench(Ins8250Part);
    bench.put(SCR, 0xa5);
    expect(bench.get(SCR)).toBe(0xff);
  });
});

describe('transmitter', () => {
  test('sends a character bit by bit', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    const start = bench.tick;
    bench.put(RBR, 0x55);
    expect(bench.get(LSR)).toBe(0x00);
    // 16 cycles of BAUDOUT until the holding register is empty
    bench.advance(BIT - 1);
    expect(bench.get(LSR)).toBe(0x00);
    bench.advance(1);
    expect(bench.get(LSR)).toBe(0x20);
    bench.advance(20 * BIT);
    expect(bench.get(LSR)).toBe(0x60);
    expect(bench.sent).toHaveLength(1);
    const { frame, at } = bench.sent[0]!;
    expect(frame).toEqual({ bits: 0x55 << 1, count: 9, bitTicks: BIT, start: start + 1.5 * BIT });
    expect(at).toBe(frame.start + 9.5 * BIT);
  });

  test('sends one after the other without a gap, and is empty after the last stop bit', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    bench.put(RBR, 1);
    bench.advance(BIT);
    bench.put(RBR, 2);
    const first = bench.tick;
    bench.advance(30 * BIT);
    expect(bench.sent.map((s) => s.frame.bits >> 1)).toEqual([1, 2]);
    expect(bench.sent[1]!.frame.start - bench.sent[0]!.frame.start).toBe(10 * BIT);
    const again = new Bench();
    again.setUp(DIVISOR, 0x03);
    again.put(RBR, 1);
    again.advance(BIT);
    again.put(RBR, 2);
    const end = 0.5 * BIT + 20 * BIT;
    again.advance(end - 1);
    expect(again.get(LSR)).toBe(0x20);
    again.advance(1);
    expect(again.get(LSR)).toBe(0x60);
    expect(first).toBe(BIT);
  });

  test.each([
    [0x03, 8, 10],
    [0x02, 7, 9],
    [0x1a, 7, 10],
    [0x07, 8, 11],
    [0x04, 5, 7.5],
    [0x1f, 8, 12],
  ])('format %i makes %i data bits and a frame of %d bits', (lcr, dataBits, bits) => {
    const bench = new Bench();
    bench.setUp(DIVISOR, lcr);
    bench.put(RBR, 0xff);
    bench.advance(BIT);
    bench.put(RBR, 0x13);
    bench.advance(40 * BIT);
    const [a, b] = bench.sent;
    expect(b!.frame.start - a!.frame.start).toBe(bits * BIT);
    expect((a!.frame.bits >> 1) & 0xff & ((1 << dataBits) - 1)).toBe((1 << dataBits) - 1);
    expect(bench.device.uart.format.dataBits).toBe(dataBits);
  });

  test('parity is that of the line control register', () => {
    for (const [lcr, expected] of [
      [0x0b, [1, 0]],
      [0x1b, [0, 1]],
      [0x2b, [1, 1]],
      [0x3b, [0, 0]],
    ] as const) {
      const bench = new Bench();
      bench.setUp(DIVISOR, lcr);
      for (const data of [0x03, 0x07]) {
        bench.put(RBR, data);
        bench.advance(20 * BIT);
      }
      expect(bench.sent.map((s) => s.frame.bits >> 9)).toEqual(expected);
    }
  });

  test('break holds the line', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    bench.advance(10);
    bench.put(LCR, 0x43);
    bench.put(RBR, 0x41);
    bench.advance(20 * BIT);
    bench.put(LCR, 0x03);
    expect(bench.breaks).toEqual([
      [true, 10],
      [false, 10 + 20 * BIT],
    ]);
    expect(bench.sent).toEqual([]);
  });
});

describe('receiver', () => {
  test('takes a character, and tells of an overrun', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    bench.come(0x41, EIGHT);
    expect(bench.get(LSR)).toBe(0x61);
    expect(bench.get(RBR)).toBe(0x41);
    expect(bench.get(LSR)).toBe(0x60);
    bench.come(0x42, EIGHT);
    bench.come(0x43, EIGHT);
    expect(bench.get(LSR)).toBe(0x63);
    // reading takes the error away, not the character
    expect(bench.get(LSR)).toBe(0x61);
    expect(bench.get(RBR)).toBe(0x43);
  });

  test('sees errors of parity and framing, and breaks', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x1b);
    const even: SerialFormat = { dataBits: 8, parity: 'even', stopBits: 1 };
    bench.come(0x41, even);
    expect(bench.get(LSR)).toBe(0x61);
    bench.get(RBR);
    bench.come(0x41, even, { spoil: 1 << 9 });
    expect(bench.get(LSR)).toBe(0x65);
    expect(bench.get(RBR)).toBe(0x41);
    // seven bits and no parity: what should be the stop bit is one, but the parity bit is the stop bit
    bench.setUp(DIVISOR, 0x03);
    bench.come(0x155, { dataBits: 8, parity: 'even', stopBits: 1 }, { spoil: 0 });
    // the parity bit (0) is where the stop bit should be
    expect(bench.get(LSR)).toBe(0x69);
    bench.get(RBR);
    bench.device.uart.receiveBreak(true, bench.tick);
    bench.advance(9 * BIT);
    expect(bench.get(LSR)).toBe(0x60);
    bench.advance(BIT);
    expect(bench.get(LSR)).toBe(0x79);
    expect(bench.get(RBR)).toBe(0);
    bench.advance(100 * BIT);
    expect(bench.get(LSR)).toBe(0x60);
    bench.device.uart.receiveBreak(false, bench.tick);
    bench.come(0x21, EIGHT);
    expect(bench.get(RBR)).toBe(0x21);
  });

  test('at the wrong speed gets something else', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    // at half the speed each bit is seen twice: start bit and its neighbours
    bench.come(0x0f, EIGHT, { bitTicks: 2 * BIT });
    expect(bench.get(LSR) & 0x01).toBe(1);
    expect(bench.get(RBR)).toBe(0xfe);
    // small differences do no harm
    bench.come(0x5a, EIGHT, { bitTicks: 1.03 * BIT });
    expect([bench.get(LSR), bench.get(RBR)]).toEqual([0x61, 0x5a]);
  });
});

describe('interrupts', () => {
  test('come in their order', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    bench.put(IER, 0x0f);
    // enabled with an empty transmitter: that is an interrupt at once
    expect([bench.asks, bench.get(IIR), bench.asks, bench.get(IIR)]).toEqual([true, 0x02, false, 0x01]);
    bench.drive('cts', true);
    expect(bench.peek('registers', IIR)).toBe(0x00);
    bench.put(RBR, 0x20);
    bench.advance(BIT);
    expect(bench.peek('registers', IIR)).toBe(0x02);
    bench.come(0x41, EIGHT);
    expect(bench.peek('registers', IIR)).toBe(0x04);
    bench.come(0x42, EIGHT);
    expect(bench.get(IIR)).toBe(0x06);
    // reading the identification serves the transmitter only
    expect(bench.get(IIR)).toBe(0x06);
    bench.get(LSR);
    expect(bench.get(IIR)).toBe(0x04);
    bench.get(RBR);
    expect(bench.get(IIR)).toBe(0x02);
    expect(bench.get(IIR)).toBe(0x00);
    expect(bench.get(MSR)).toBe(0x11);
    expect([bench.get(IIR), bench.asks]).toEqual([0x01, false]);
  });

  test('the transmitter asks again when it empties or is enabled anew', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    bench.put(IER, 0x02);
    expect(bench.get(IIR)).toBe(0x02);
    bench.put(IER, 0x02);
    expect(bench.asks).toBe(false);
    bench.put(IER, 0x00);
    bench.put(IER, 0x02);
    expect(bench.asks).toBe(true);
    bench.put(RBR, 1);
    expect(bench.asks).toBe(false);
    bench.advance(BIT);
    expect(bench.asks).toBe(true);
    const old = new Bench(Ins8250Part);
    old.put(IER, 0x02);
    expect(old.get(IIR)).toBe(0x02);
    old.put(IER, 0x02);
    expect(old.asks).toBe(true);
  });
});

describe('modem', () => {
  test('changes are remembered until they are read', () => {
    const bench = new Bench();
    bench.drive('cts', true);
    bench.drive('dsr', true);
    expect(bench.get(MSR)).toBe(0x33);
    expect(bench.get(MSR)).toBe(0x30);
    bench.drive('ri', true);
    // the ring counts when it ends
    expect(bench.get(MSR)).toBe(0x70);
    bench.drive('ri', false);
    expect(bench.get(MSR)).toBe(0x34);
    bench.drive('dcd', true);
    bench.drive('cts', false);
    expect(bench.get(MSR)).toBe(0xa9);
    expect(bench.get(MSR)).toBe(0xa0);
  });

  test('outputs follow the modem control register', () => {
    const bench = new Bench();
    bench.put(MCR, 0x0b);
    expect(['dtr', 'rts', 'out1', 'out2'].map((p) => bench.out[p]!.on)).toEqual([true, true, false, true]);
    bench.put(MCR, 0x14);
    expect(['dtr', 'rts', 'out1', 'out2'].map((p) => bench.out[p]!.on)).toEqual([false, false, false, false]);
  });
});

describe('loopback', () => {
  test('brings characters and lines back, and nothing out', () => {
    const bench = new Bench();
    bench.setUp(DIVISOR, 0x03);
    bench.drive('dcd', true);
    bench.get(MSR);
    bench.put(MCR, 0x10);
    expect(bench.get(MSR)).toBe(0x08);
    bench.put(MCR, 0x1a);
    expect(bench.get(MSR)).toBe(0x99);
    bench.put(MCR, 0x15);
    expect(bench.get(MSR)).toBe(0x6b);
    bench.put(MCR, 0x10);
    expect(bench.get(MSR)).toBe(0x06);
    bench.put(RBR, 0xc3);
    bench.come(0x11, EIGHT);
    bench.advance(20 * BIT);
    expect([bench.get(LSR), bench.get(RBR)]).toEqual([0x61, 0xc3]);
    expect(bench.sent).toEqual([]);
    bench.put(LCR, 0x43);
    bench.advance(20 * BIT);
    expect(bench.get(LSR)).toBe(0x79);
    expect(bench.breaks).toEqual([]);
    // out of loopback, the break is on the line
    bench.put(MCR, 0);
    expect(bench.breaks).toHaveLength(1);
  });
});

test('an idle UART has no events', () => {
  const bench = new Bench();
  expect(bench.scheduler.next).toBe(Number.POSITIVE_INFINITY);
  bench.setUp(DIVISOR, 0x03);
  bench.put(RBR, 1);
  bench.advance(100 * BIT);
  bench.come(0x41, EIGHT);
  expect(bench.scheduler.next).toBe(Number.POSITIVE_INFINITY);
});
