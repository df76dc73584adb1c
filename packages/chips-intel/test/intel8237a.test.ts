import { DeviceBench, Prng, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { type DmaChannel, type DmaClient, type DmaType, type Intel8237A, Intel8237APart } from '../src/index.ts';
import { SteppingDma } from './stepping-dma.ts';

/** A controller with 64 KB of memory, a device on each channel, and HLDA that follows HRQ after `delay` clocks. */
class Rig {
  readonly bench = new DeviceBench({ part: Intel8237APart });
  readonly memory = new Uint8Array(0x10000);
  readonly log: string[] = [];
  waits = 0;
  /** Changes of HRQ, which are told ahead of time. */
  readonly #changes: [t: number, on: boolean][] = [];
  /** Devices drop their request when they are acknowledged. */
  drops = true;

  constructor() {
    const { dma } = this;
    dma.useBus({
      readMemory: (_channel, address) => this.memory[address]!,
      writeMemory: (_channel, address, value) => {
        this.memory[address] = value;
      },
      waits: (_channel: DmaChannel, _type: DmaType) => this.waits,
      holdRequest: (on, t) => this.#changes.push([t, on]),
    });
    for (const channel of [0, 1, 2, 3] as const) {
      const client: DmaClient = {
        read: (t) => {
          this.log.push(`${channel} in ${t}`);
          if (this.drops) this.bench.drive(`dreq${channel}`, false);
          return 0x10 * channel + (t & 15);
        },
        write: (value, t) => {
          this.log.push(`${channel} out ${value} ${t}`);
          if (this.drops) this.bench.drive(`dreq${channel}`, false);
        },
        terminalCount: (t) => this.log.push(`${channel} TC ${t}`),
      };
      dma.connect(channel, client);
    }
  }

  get dma(): Intel8237A {
    return this.bench.device;
  }

  write(...pairs: readonly [register: number, ...values: number[]][]): void {
    for (const [register, ...values] of pairs)
      for (const value of values) this.bench.write('registers', register, value);
  }

  read(register: number): number {
    return this.bench.read('registers', register);
  }

  word(register: number): number {
    this.write([12, 0]);
    return this.read(register) | (this.read(register) << 8);
  }

  /** Address, count and mode of a channel, and its mask off. */
  program(channel: number, address: number, count: number, mode: number): void {
    this.write([12, 0], [2 * channel, address & 0xff, address >> 8], [2 * channel + 1, count & 0xff, count >> 8]);
    this.write([11, mode | channel], [10, channel]);
  }

  get hrq(): boolean {
    return this.bench.out.hrq!.on;
  }

  /** Lets clocks pass with HLDA following HRQ at once. */
  run(clocks: number): void {
    for (let n = 0; n < clocks; n++) {
      this.bench.drive('hlda', this.#changes.findLast(([at]) => at <= this.bench.tick)?.[1] ?? false);
      this.bench.advance(1);
    }
  }
}

describe('transfers', () => {
  test('single mode: one byte for a request, four clocks from HLDA on', () => {
    const rig = new Rig();
    rig.program(2, 0x1000, 2, 0x44);
    rig.bench.drive('dreq2', true);
    expect(rig.hrq).toBe(true);
    const asked = rig.bench.tick;
    rig.run(3);
    rig.bench.drive('hlda', true);
    const granted = rig.bench.tick;
    expect(granted).toBeGreaterThan(asked);
    rig.run(10);
    expect(rig.log).toHaveLength(1);
    expect(rig.log[0]).toMatch(/^2 in /);
    expect(rig.hrq).toBe(false);
    expect(rig.word(4)).toBe(0x1001);
    expect(rig.word(5)).toBe(1);
    expect(rig.memory[0x1000]).toBe(0x20 + (Number(rig.log[0]!.split(' ')[2]) & 15));
  });

  test('S1 to S4 take four clocks, wait states come on top, compressed timing leaves S3 out', () => {
    const clocks = (command: number, waits: number): number => {
      const rig = new Rig();
      rig.waits = waits;
      rig.write([8, command]);
      rig.program(1, 0, 9, 0x48);
      rig.bench.drive('dreq1', true);
      rig.bench.advance(5);
      rig.bench.drive('hlda', true);
      const start = rig.bench.tick;
      rig.bench.advance(20);
      return Number(rig.log[0]!.split(' ')[3]) - start;
    };
    expect(clocks(0, 0)).toBe(4);
    expect(clocks(0, 1)).toBe(5);
    expect(clocks(8, 0)).toBe(3);
    // extended write moves the command, not the end
    expect(clocks(0x20, 0)).toBe(4);
  });

  test('block mode goes on to TC without the request, three clocks for each byte after the first', () => {
    const rig = new Rig();
    rig.program(3, 0x2000, 4, 0x88);
    rig.memory.set([1, 2, 3, 4, 5], 0x2000);
    rig.bench.drive('dreq3', true);
    rig.run(40);
    const outs = rig.log.filter((line) => line.includes('out'));
    expect(outs.map((line) => line.split(' ')[2])).toEqual(['1', '2', '3', '4', '5']);
    const times = outs.map((line) => Number(line.split(' ')[3]));
    expect(times.slice(1).map((t, n) => t - times[n]!)).toEqual([3, 3, 3, 3]);
    expect(rig.log.some((line) => line.startsWith('3 TC'))).toBe(true);
    expect(rig.read(8) & 0x0f).toBe(8);
    expect(rig.read(8) & 0x0f).toBe(0);
    // TC has masked the channel
    rig.bench.drive('dreq3', true);
    rig.run(20);
    expect(rig.log.filter((line) => line.includes('out'))).toHaveLength(5);
  });

  test('a change of A8–A15 costs an S1', () => {
    const rig = new Rig();
    rig.program(3, 0x20fe, 3, 0x88);
    rig.bench.drive('dreq3', true);
    rig.run(40);
    const times = rig.log.filter((line) => line.includes('out')).map((line) => Number(line.split(' ')[3]));
    expect(times.slice(1).map((t, n) => t - times[n]!)).toEqual([3, 4, 3]);
  });

  test('demand mode goes on while the device asks, and goes on later where it stopped', () => {
    const rig = new Rig();
    rig.drops = false;
    rig.program(1, 0x3000, 99, 0x04);
    rig.bench.drive('dreq1', true);
    rig.run(6);
    while (rig.log.length < 3) rig.run(1);
    rig.bench.drive('dreq1', false);
    rig.run(20);
    const first = rig.log.length;
    expect(first).toBe(4);
    expect(rig.word(2)).toBe(0x3004);
    rig.bench.drive('dreq1', true);
    rig.run(7);
    rig.bench.drive('dreq1', false);
    rig.run(20);
    expect(rig.log.length).toBeGreaterThan(first);
    expect(rig.word(2)).toBe(0x3000 + rig.log.length);
  });

  test('addresses can count down, and wrap at 64 K', () => {
    const rig = new Rig();
    rig.program(1, 0x0001, 3, 0xa4);
    rig.bench.drive('dreq1', true);
    rig.run(40);
    expect(rig.log.filter((line) => line.includes(' in '))).toHaveLength(4);
    expect(rig.word(2)).toBe(0xfffd);
    expect(rig.word(3)).toBe(0xffff);
  });

  test('autoinitialisation takes the base registers again, and leaves the mask off', () => {
    const rig = new Rig();
    rig.program(1, 0x4000, 1, 0x54);
    for (let n = 0; n < 3; n++) {
      rig.bench.drive('dreq1', true);
      rig.run(12);
    }
    expect(rig.log.filter((line) => line.includes(' in '))).toHaveLength(3);
    expect(rig.word(2)).toBe(0x4001);
    expect(rig.word(3)).toBe(0);
    expect(rig.read(8) & 2).toBe(2);
  });

  test('verify moves the address and nothing else', () => {
    const rig = new Rig();
    rig.drops = false;
    rig.program(0, 0x5000, 9, 0x40);
    rig.bench.drive('dreq0', true);
    rig.run(8);
    rig.bench.drive('dreq0', false);
    rig.run(8);
    expect(rig.log).toEqual([]);
    expect(rig.memory.every((byte) => byte === 0)).toBe(true);
    expect(rig.word(0)).toBeGreaterThan(0x5000);
  });

  test('memory to memory: channel 0 to channel 1 by way of the temporary register, until the count of channel 1', () => {
    const rig = new Rig();
    rig.memory.set([9, 8, 7, 6], 0x100);
    rig.program(0, 0x100, 3, 0x88);
    rig.program(1, 0x200, 3, 0x84);
    rig.write([8, 1], [9, 4]);
    rig.run(60);
    expect([...rig.memory.subarray(0x200, 0x205)]).toEqual([9, 8, 7, 6, 0]);
    expect(rig.read(13)).toBe(6);
    expect(rig.read(8) & 2).toBe(2);
    expect(rig.log).toEqual([]);
    // with the source held: a fill
    rig.program(0, 0x100, 9, 0x88);
    rig.program(1, 0x300, 9, 0x84);
    rig.write([8, 3], [9, 4]);
    rig.run(100);
    expect([...rig.memory.subarray(0x300, 0x30b)]).toEqual([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0]);
  });

  test('cascade mode gives the bus to the other controller as long as it asks', () => {
    const rig = new Rig();
    rig.program(0, 0, 0, 0xc0);
    rig.bench.drive('dreq0', true);
    rig.run(50);
    expect(rig.bench.out.dack0!.on).toBe(true);
    expect(rig.hrq).toBe(true);
    rig.bench.drive('dreq0', false);
    rig.run(3);
    expect(rig.bench.out.dack0!.on).toBe(false);
    expect(rig.hrq).toBe(false);
    expect(rig.word(0)).toBe(0);
  });

  test('an external EOP ends a block', () => {
    const rig = new Rig();
    rig.program(3, 0, 99, 0x88);
    rig.bench.drive('dreq3', true);
    while (rig.log.length < 3) rig.run(1);
    rig.bench.drive('eop', true);
    rig.run(1);
    rig.bench.drive('eop', false);
    rig.run(30);
    expect(rig.log.length).toBeLessThan(6);
    expect(rig.read(8) & 8).toBe(8);
  });
});

describe('requests', () => {
  test('with fixed priority channel 0 goes first, with rotating priority the one served goes last', () => {
    const order = (command: number): number[] => {
      const rig = new Rig();
      rig.write([8, command]);
      for (const n of [0, 1, 2, 3]) rig.program(n, 0, 99, 0x44);
      for (const n of [3, 2, 1, 0]) rig.bench.drive(`dreq${n}`, true);
      rig.run(12);
      // 0 asks again
      rig.bench.drive('dreq0', true);
      rig.run(60);
      return rig.log.map((line) => Number(line[0]));
    };
    expect(order(0)).toEqual([0, 1, 0, 2, 3]);
    expect(order(0x10)).toEqual([0, 1, 2, 3, 0]);
  });

  test('masks, the sense of DREQ, and the controller as a whole', () => {
    const rig = new Rig();
    rig.program(1, 0, 99, 0x44);
    rig.write([10, 5]);
    rig.bench.drive('dreq1', true);
    rig.run(10);
    expect(rig.log).toHaveLength(0);
    expect(rig.read(8) >> 4).toBe(2);
    rig.write([8, 4], [10, 1]);
    rig.run(10);
    expect(rig.log).toHaveLength(0);
    rig.write([8, 0]);
    rig.run(10);
    expect(rig.log).toHaveLength(1);
    // active low: the pin that is low asks, those of the other channels are masked
    rig.write([15, 13], [8, 0x40]);
    rig.drops = false;
    rig.run(10);
    expect(rig.log.length).toBeGreaterThan(1);
    const before = rig.log.length;
    rig.write([15, 15]);
    rig.run(10);
    rig.write([14, 0]);
    rig.bench.drive('dreq1', true);
    expect(rig.log.length - before).toBeLessThan(3);
  });

  test('a software request needs no device and cannot be masked; TC takes it back', () => {
    const rig = new Rig();
    rig.program(2, 0x600, 2, 0x84);
    rig.write([15, 15], [9, 6]);
    rig.run(30);
    expect(rig.log.filter((line) => line.includes(' in '))).toHaveLength(3);
    rig.run(30);
    expect(rig.log.filter((line) => line.includes(' in '))).toHaveLength(3);
  });

  test('a request that goes before HLDA leads to no transfer', () => {
    const rig = new Rig();
    rig.program(1, 0, 99, 0x44);
    rig.bench.drive('dreq1', true);
    rig.bench.advance(3);
    rig.bench.drive('dreq1', false);
    rig.bench.advance(3);
    rig.bench.drive('hlda', true);
    rig.bench.advance(1);
    rig.bench.advance(6);
    expect(rig.log).toEqual([]);
    expect(rig.hrq).toBe(false);
  });
});

describe('registers', () => {
  test('the flip-flop tells low and high bytes apart, in all of them', () => {
    const rig = new Rig();
    rig.write([12, 0], [0, 0x34], [3, 0x12]);
    // one write made it high: the count of channel 1 got its high byte
    expect(rig.word(0)).toBe(0x0034);
    expect(rig.word(3)).toBe(0x1200);
  });

  test('master clear', () => {
    const rig = new Rig();
    rig.program(1, 0x1234, 0x55, 0x44);
    rig.write([8, 0x10], [0, 1], [13, 0]);
    rig.bench.drive('dreq1', true);
    rig.run(20);
    expect(rig.log).toEqual([]);
    expect(rig.word(2)).toBe(0x1234);
    expect(rig.read(13)).toBe(0);
    expect(rig.read(9)).toBe(0xff);
  });

  test('a channel takes one device', () => {
    const rig = new Rig();
    expect(() => rig.dma.connect(2, { read: () => 0, write: () => {} })).toThrow(/Channel 2 .* is taken/);
    expect(() => rig.dma.connect(4 as 3, { read: () => 0, write: () => {} })).toThrow(/no channel 4/);
    expect(() => rig.dma.useBus({} as never)).toThrow(/two buses/);
  });
});

test('RESET in the middle of a block ends it', () => {
  const rig = new Rig();
  rig.program(3, 0, 99, 0x88);
  rig.bench.drive('dreq3', true);
  while (rig.log.length < 3) rig.run(1);
  rig.bench.reset('reset');
  expect(rig.hrq).toBe(false);
  rig.run(40);
  expect(rig.log).toHaveLength(3);
});

describe('random programs agree with a controller that is stepped', () => {
  test.each(Array.from({ length: 40 }, (_, n) => n + 1))('%i', (seed) => {
    const prng = new Prng(seed);
    const part: string[] = [];
    const step: string[] = [];
    const bench = new DeviceBench({ part: Intel8237APart });
    const waits = [0, 1, 2, 0].map(() => prng.below(3));
    const memories = [new Uint8Array(0x10000), new Uint8Array(0x10000)];
    for (const memory of memories) for (let n = 0; n < memory.length; n++) memory[n] = n * 7;
    let now = 0;
    const given = [0, 0];
    // HRQ is told ahead of time
    const changes: [t: number, on: boolean][] = [];
    const asks = (t: number): boolean => changes.findLast(([at]) => at <= t)?.[1] ?? false;
    bench.device.useBus({
      readMemory: (_c, address) => memories[0]![address]!,
      writeMemory: (_c, address, value) => {
        memories[0]![address] = value;
      },
      waits: (channel, type) => (type === 'memory' ? 0 : waits[channel]!),
      holdRequest: (on, t) => {
        part.push(`${t} HRQ ${on ? 'on' : 'off'}`);
        changes.push([t, on]);
      },
    });
    for (const channel of [0, 1, 2, 3] as const) {
      bench.device.connect(channel, {
        read: () => (given[0]!++ * 5) & 0xff,
        write: (value) => part.push(`${channel} gets ${value}`),
      });
    }
    const oracle = new SteppingDma({
      read: (address) => memories[1]![address]!,
      write: (address, value) => {
        memories[1]![address] = value;
      },
      input: () => (given[1]!++ * 5) & 0xff,
      output: (channel, value) => step.push(`${channel} gets ${value}`),
      waits: (channel) => waits[channel]!,
      log: (text) => {
        if (text.startsWith('HRQ')) step.push(`${now + 1} ${text}`);
      },
    });
    let hlda = false;
    let delay = 0;
    // it ends between two services, of which one can have 65,536 transfers
    for (let n = 0; n < 3000 || oracle.state !== 'SI' || asks(bench.tick); n++) {
      if (n > 1_000_000) throw new Error('a service does not end');
      // between two clocks, in SI: the processor has the bus
      const idle = oracle.state === 'SI' && !bench.out.hrq!.on;
      if (idle && prng.below(3) === 0) {
        const register = prng.pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 11, 11, 12, 13, 14, 15]);
        let value = prng.below(256);
        // the controller is on, most of the time
        if (register === 8) value = prng.pick([0, 0, 1, 3, 8, 0x10, 0x18, 0x20, 0x40, 4]);
        if ((register & 1) === 1 && register < 8) value = prng.below(4);
        bench.write('registers', register, value);
        oracle.write(register, value);
      }
      // in the one clock between two services the part has settled on HRQ already
      if (prng.below(4) === 0 && bench.out.hrq!.on === asks(bench.tick)) {
        const channel = prng.below(4);
        const on = prng.below(2) === 0;
        bench.drive(`dreq${channel}`, on);
        oracle.dreq = on ? oracle.dreq | (1 << channel) : oracle.dreq & ~(1 << channel);
      }
      now = bench.tick;
      if (!asks(now)) {
        hlda = false;
        delay = prng.below(6);
      } else if (!hlda && delay-- === 0) hlda = true;
      bench.drive('hlda', hlda);
      oracle.clock(hlda);
      bench.advance(1);
      if (oracle.state === 'cascade') {
        // the other controller gives up
        oracle.state = 'SI';
        bench.device.reset('reset', bench.tick);
        oracle.write(13, 0);
        break;
      }
    }
    const transfers = (list: string[]): string[] => list.filter((line) => line.includes('gets'));
    const requests = (list: string[]): string[] => list.filter((line) => line.includes('HRQ on'));
    expect(requests(part).slice(0, requests(step).length)).toEqual(requests(step));
    expect(transfers(part)).toEqual(transfers(step));
    expect(Buffer.compare(Buffer.from(memories[0]!), Buffer.from(memories[1]!))).toBe(0);
  });
});

testDevice({ part: Intel8237APart, describe, test });
