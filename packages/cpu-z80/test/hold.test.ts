import { standaloneZ80 } from '@backplane/cpu-z80';
import { saveState, sha1Hex } from '@backplane/kernel';
import { expect, test } from 'vitest';

/** A Z80 that reads a port whose device holds it (IoTarget.ready) until tick `from`. */
function held(program: readonly number[], from: number) {
  const bench = standaloneZ80();
  let ready = false;
  const wake = bench.scheduler.allocate('device.ready', () => {
    ready = true;
  });
  bench.scheduler.at(wake, from);
  let reads = 0;
  bench.ports.map({
    from: 0,
    to: 0xffff,
    name: 'device',
    io: {
      read: () => {
        reads++;
        return 0x40 + reads;
      },
      write: () => {},
      peek: () => 0,
      ready: () => ready,
    },
  });
  program.forEach((byte, n) => {
    bench.space.poke(0x100 + n, byte);
  });
  const { cpu } = bench;
  for (const [name, value] of [
    ['pc', 0x100],
    ['sp', 0xf000],
    ['hl', 0x4000],
    ['bc', 0x0210],
    ['af', 0x1234],
    ['r', 0x20],
  ] as const) {
    cpu.setRegister(name, value);
  }
  /** Runs as a machine does: no slice passes an event. */
  const runTo = (end: number, slice: number): void => {
    while (cpu.cycles < end) {
      cpu.run(Math.min(end, bench.scheduler.next > cpu.cycles ? bench.scheduler.next : end, cpu.cycles + slice));
      bench.scheduler.runUntil(cpu.cycles);
    }
  };
  return { ...bench, runTo, reads: () => reads };
}

// ini / inir / in a,(7) / halt
const PROGRAM = [0xed, 0xa2, 0xed, 0xb2, 0xdb, 0x07, 0x76];

test('an instruction that a device holds has done nothing until the device is ready', () => {
  const { cpu, space, runTo, reads } = held(PROGRAM, 5000);
  runTo(4000, 4000);
  expect(cpu.cycles).toBe(4000);
  expect(['pc', 'hl', 'bc', 'af', 'r'].map((name) => cpu.getRegister(name))).toEqual([
    0x100, 0x4000, 0x0210, 0x1234, 0x20,
  ]);
  expect([reads(), space.peek(0x4000)]).toEqual([0, 0]);
  // ready: it starts again at the tick of the event, INI takes 16 T
  runTo(5001, 5001);
  expect([cpu.cycles, cpu.pc, cpu.getRegister('hl'), reads()]).toEqual([5016, 0x102, 0x4001, 1]);
  expect(space.peek(0x4000)).toBe(0x41);
});

test('the size of slices makes no difference while a device holds', () => {
  const end = (slice: number) => {
    const bench = held(PROGRAM, 777);
    bench.runTo(2000, slice);
    expect(bench.cpu.getRegister('a')).toBe(0x43);
    return sha1Hex(saveState(bench.cpu));
  };
  const whole = end(2000);
  for (const slice of [1, 3, 50, 777]) expect(end(slice)).toBe(whole);
});

test('an interrupt is taken while a device holds, at the same moment in slices of any size', () => {
  const end = (slice: number) => {
    const bench = held([0xed, 0x56, 0xfb, 0x00, ...PROGRAM], 777);
    // 0038: inc d / ei / reti
    [0x14, 0xfb, 0xed, 0x4d].forEach((byte, n) => {
      bench.space.poke(0x38 + n, byte);
    });
    bench.cpu.setRegister('d', 0);
    const pulse = (tick: number, on: boolean) => {
      const id = bench.scheduler.allocate(`int ${tick}`, (t) => bench.drive('int', on, t));
      bench.scheduler.at(id, tick);
    };
    pulse(300, true);
    pulse(320, false);
    bench.runTo(500, slice);
    expect([bench.cpu.getRegister('d'), bench.cpu.pc, bench.reads()]).toEqual([1, 0x104, 0]);
    bench.runTo(2000, slice);
    return sha1Hex(saveState(bench.cpu));
  };
  const whole = end(2000);
  for (const slice of [1, 3, 50, 777]) expect(end(slice)).toBe(whole);
});
