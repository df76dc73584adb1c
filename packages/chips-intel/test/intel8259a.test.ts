import { DeviceBench, testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { Intel8259A, Intel8259APart } from '../src/index.ts';

type Bench = DeviceBench<typeof Intel8259APart>;

/** A controller as a PC has it: single, edge triggered, 8086, vectors from 8. */
function pic(icw4 = 0x01, icw1 = 0x13): Bench {
  const bench = new DeviceBench({ part: Intel8259APart });
  bench.write('registers', 0, icw1);
  bench.write('registers', 1, 0x08);
  bench.write('registers', 1, icw4);
  return bench;
}

const acknowledge = (bench: Bench): number => bench.device.acknowledge(bench.tick);
const wants = (bench: Bench): boolean => bench.out.int!.on;

function pulse(bench: Bench, ...levels: number[]): void {
  for (const n of levels) {
    bench.drive(`ir${n}`, false);
    bench.drive(`ir${n}`, true);
  }
}

describe('requests', () => {
  test('the highest priority comes first, lower ones wait for its end', () => {
    const bench = pic();
    pulse(bench, 5, 1);
    expect(wants(bench)).toBe(true);
    expect(acknowledge(bench)).toBe(0x09);
    expect(wants(bench)).toBe(false);
    bench.write('registers', 0, 0x20);
    expect(wants(bench)).toBe(true);
    expect(acknowledge(bench)).toBe(0x0d);
  });

  test('a higher one interrupts a lower one', () => {
    const bench = pic();
    pulse(bench, 4);
    acknowledge(bench);
    pulse(bench, 2);
    expect(wants(bench)).toBe(true);
    expect(acknowledge(bench)).toBe(0x0a);
    expect(bench.device.isr).toBe(0x14);
  });

  test('masks', () => {
    const bench = pic();
    bench.write('registers', 1, 0x02);
    pulse(bench, 1);
    expect(wants(bench)).toBe(false);
    bench.write('registers', 1, 0x00);
    expect(wants(bench)).toBe(true);
    expect(bench.read('registers', 1)).toBe(0x00);
  });

  test('an edge counts once; a level counts as long as it lasts', () => {
    const edge = pic();
    pulse(edge, 3);
    acknowledge(edge);
    edge.write('registers', 0, 0x20);
    expect(wants(edge)).toBe(false);
    const level = pic(0x01, 0x1b);
    level.drive('ir3', true);
    acknowledge(level);
    level.write('registers', 0, 0x20);
    expect(wants(level)).toBe(true);
  });

  test('a request that goes before it is acknowledged gives the vector of level 7, out of service', () => {
    const bench = pic();
    bench.drive('ir2', true);
    bench.drive('ir2', false);
    expect(wants(bench)).toBe(false);
    expect(acknowledge(bench)).toBe(0x0f);
    expect(bench.device.isr).toBe(0);
  });
});

describe('ends and priorities', () => {
  test('automatic end of interrupt', () => {
    const bench = pic(0x03);
    pulse(bench, 0, 1);
    expect([acknowledge(bench), acknowledge(bench)]).toEqual([0x08, 0x09]);
    expect(bench.device.isr).toBe(0);
  });

  test('specific end', () => {
    const bench = pic();
    pulse(bench, 6);
    acknowledge(bench);
    pulse(bench, 3);
    acknowledge(bench);
    bench.write('registers', 0, 0x66);
    expect(bench.device.isr).toBe(0x08);
  });

  test('rotation on a non-specific end puts the served level last', () => {
    const bench = pic();
    pulse(bench, 0, 1);
    acknowledge(bench);
    bench.write('registers', 0, 0xa0);
    pulse(bench, 0);
    expect(acknowledge(bench)).toBe(0x09);
  });

  test('set priority', () => {
    const bench = pic();
    bench.write('registers', 0, 0xc3);
    pulse(bench, 0, 4);
    expect(acknowledge(bench)).toBe(0x0c);
  });

  test('special mask mode lets lower levels in while the one in service is masked', () => {
    const bench = pic();
    pulse(bench, 2);
    acknowledge(bench);
    pulse(bench, 6);
    bench.write('registers', 1, 0x04);
    expect(wants(bench)).toBe(false);
    bench.write('registers', 0, 0x68);
    expect(wants(bench)).toBe(true);
    bench.write('registers', 0, 0x48);
    expect(wants(bench)).toBe(false);
  });
});

describe('reading', () => {
  test('IRR and ISR', () => {
    const bench = pic();
    pulse(bench, 5);
    expect(bench.read('registers', 0)).toBe(0x20);
    acknowledge(bench);
    bench.write('registers', 0, 0x0b);
    expect(bench.read('registers', 0)).toBe(0x20);
    bench.write('registers', 0, 0x0a);
    expect(bench.read('registers', 0)).toBe(0x00);
  });

  test('a poll is an acknowledge', () => {
    const bench = pic();
    pulse(bench, 5);
    bench.write('registers', 0, 0x0c);
    expect(bench.read('registers', 0)).toBe(0x85);
    expect(bench.device.isr).toBe(0x20);
    bench.write('registers', 0, 0x0c);
    expect(bench.read('registers', 0)).toBe(0x00);
  });
});

test('an 8080 is given CALL and an address', () => {
  const bench = new DeviceBench({ part: Intel8259APart });
  // interval 4, single, no ICW4: addresses 0x12A0 + 4 × level
  bench.write('registers', 0, 0xb6);
  bench.write('registers', 1, 0x12);
  pulse(bench, 3);
  expect([acknowledge(bench), acknowledge(bench), acknowledge(bench)]).toEqual([0xcd, 0xac, 0x12]);
});

test('cascade: the slave gives the vector', () => {
  const master = new DeviceBench({ part: Intel8259APart });
  const slave = new DeviceBench({ part: Intel8259APart });
  for (const [bench, vectors, icw3] of [
    [master, 0x08, 0x04],
    [slave, 0x70, 0x02],
  ] as const) {
    bench.write('registers', 0, 0x11);
    bench.write('registers', 1, vectors);
    bench.write('registers', 1, icw3);
    bench.write('registers', 1, 0x01);
  }
  master.device.attach({ slave2: slave.device });
  slave.drive('ir1', true);
  expect(wants(slave)).toBe(true);
  master.drive('ir2', true);
  expect(acknowledge(master)).toBe(0x71);
  expect([master.device.isr, slave.device.isr]).toEqual([0x04, 0x02]);
  expect(() => master.device.attach({ slave9: slave.device })).toThrow('named slave0 to slave7');
  expect(slave.device).toBeInstanceOf(Intel8259A);
});

testDevice({ describe, test, part: Intel8259APart });
