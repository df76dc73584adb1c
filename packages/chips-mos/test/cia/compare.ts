import { DeviceBench, Prng } from '@backplane/testkit';
import type { CiaOptions, Mos6526Part } from '../../src/index.ts';
import { SlowCia } from './slow-cia.ts';

const MAINS = 50;

/** Values for a register that make something happen soon, and now and then any value. */
function valueFor(register: number, random: Prng): number {
  const any = random.below(256);
  switch (register) {
    case 4:
    case 6:
      return random.oneIn(4) ? any : random.below(12);
    case 5:
    case 7:
      return random.oneIn(8) ? random.below(4) : 0;
    case 8:
      return random.oneIn(3) ? any : random.below(10);
    case 9:
    case 10:
      return random.oneIn(2) ? any : random.pick([0x59, 0x58, 0x00, 0x09]);
    case 11:
      return random.oneIn(2) ? any : random.pick([0x11, 0x12, 0x92, 0x91, 0x01, 0x09]);
    case 13:
      return random.oneIn(3) ? random.below(32) : 0x80 | random.below(32);
    case 14:
      return random.oneIn(4)
        ? any
        : random.pick([0x00, 0x01, 0x11, 0x19, 0x08, 0x51, 0x41, 0x59, 0x21, 0x17, 0x13, 0x05]);
    case 15:
      return random.oneIn(4)
        ? any
        : random.pick([0x00, 0x01, 0x11, 0x19, 0x41, 0x51, 0x49, 0x59, 0x61, 0x71, 0x21, 0x17, 0x13, 0x53]);
    default:
      return any;
  }
}

/** An access: cycles to wait before it, register, value to write or −1 to read. */
type Access = readonly [wait: number, register: number, value: number];

/** Sequences that random accesses seldom are. */
const RECIPES: readonly ((random: Prng) => readonly Access[])[] = [
  // timer B counts underflows of timer A, with its interrupt
  (r) => {
    const set = [4, 5, 6, 7].map((register): Access => [1, register, register % 2 === 0 ? r.below(7) : 0]);
    const mode = r.pick([0x51, 0x59, 0x71]);
    return [[0, 14, 0], [1, 15, 0], ...set, [1, 13, 0x7f], [1, 13, 0x82], [1, 13, -1], [1, 15, mode], [1, 14, 0x11]];
  },
  // an alarm soon, with its interrupt
  (r) => {
    const time = [0, 0, 0, r.below(8)].map((v, n): Access => [1, 11 - n, v]);
    const alarm = time.map(([wait, register, v]): Access => [wait, register, register === 8 ? v + r.below(3) : v]);
    const mask: Access[] = [
      [1, 13, 0x7f],
      [1, 13, 0x84],
      [r.below(3), 13, -1],
    ];
    return [[0, 15, 0x80], ...alarm, [1, 15, 0], ...time, ...mask, [3000, 13, -1], [3000, 8, -1], [3000, 13, -1]];
  },
  // a fast timer beside a slow one, left alone for long
  (r) => {
    const [fast, slow] = r.pick([
      [4, 6],
      [6, 4],
    ]);
    const set: Access[] = [
      [1, fast, r.below(5)],
      [1, fast + 1, 0],
      [1, slow, r.oneIn(2) ? r.below(256) : r.below(12)],
      [1, slow + 1, r.oneIn(2) ? r.below(8) : 0],
    ];
    const run: Access[] = [
      [1, 14, r.pick([0x11, 0x15])],
      [r.below(5), 15, r.pick([0x11, 0x51, 0x31])],
    ];
    const look = [13, 4, 6, 5, 7, 1].map((register): Access => [r.below(3), register, -1]);
    return [[0, 14, 0], [1, 15, 0], ...set, ...run, [513 + r.below(4000), 13, -1], ...look];
  },
  // the mask is changed when an interrupt comes
  (r) => {
    const wait = r.below(12);
    const mask = (): Access => [r.pick([1, 1, 2]), 13, r.pick([0, 1, 2, 3, 0x80, 0x81, 0x82, -1])];
    const [latch, control] = r.pick([
      [4, 14],
      [6, 15],
    ]);
    const set: Access[] = [
      [1, latch, wait],
      [1, latch + 1, 0],
      [1, 13, 0x83],
      [1, 13, -1],
    ];
    return [[0, control, 0], ...set, [1, control, r.pick([0x11, 0x19])], [wait + 1, 13, 0x7c], mask(), mask(), mask()];
  },
  // bytes are sent
  (r) => {
    const send = (): Access => [r.pick([2, 9, 100]), 12, r.below(256)];
    return [
      [0, 14, 0],
      [1, 4, r.below(8)],
      [1, 5, 0],
      [1, 14, 0x51],
      send(),
      send(),
      [r.below(200), 14, r.pick([0x51, 0])],
    ];
  },
];

/** Makes random accesses on the device and on the model, and compares what they show, access by access. */
export function compare(
  part: typeof Mos6526Part,
  options: CiaOptions,
  seed: number,
  steps: number,
  hooks: boolean,
): void {
  const random = new Prng(seed);
  // ticks a second: an edge of the TOD pin every 400 or 20,000 cycles
  const crystal = random.oneIn(3) ? 1_000_000 : 20_000;
  const bench = new DeviceBench({ part, options: { ...options, mains: MAINS }, crystal });
  const ports = { a: 0xff, b: 0xff };
  const seen = (text: string): void => {
    bench.observed.push(text);
  };
  bench.device.connect({
    readA: () => ports.a,
    readB: () => ports.b,
    ...(hooks
      ? {
          changedA: (value: number, ddr: number, t: number) => seen(`portA ${value} ${ddr} ${t}`),
          changedB: (value: number, ddr: number, t: number) => seen(`portB ${value} ${ddr} ${t}`),
        }
      : {}),
  });
  bench.observed.length = 0;
  bench.reset('power');
  const expected: string[] = [];
  const slow = new SlowCia(
    {
      old: options.model !== '8521',
      week4485: options.model === '6526-4485',
      isEdge: (cycle) => cycle % (crystal / MAINS) === 0,
    },
    (text) => {
      if (hooks || !text.startsWith('port')) expected.push(text);
    },
  );
  const outside = { cnt: false, sp: false, flag: false };
  const history: string[] = [];
  // between resets of the random choice, a favourite pair of registers is used more often
  let favourites = [14, 13];
  let longest = 8;
  const check = (step: number): void => {
    if (bench.observed.join() === expected.join()) return;
    throw new Error(
      `seed ${seed}, step ${step}, tick ${bench.tick}: the device shows ${JSON.stringify(bench.observed)}, the model ` +
        `${JSON.stringify(expected)} after\n${history.slice(-25).join('\n')}`,
    );
  };
  let queue: Access[] = [];
  for (let n = 0; n < steps; n++) {
    if (queue.length === 0 && random.oneIn(30)) queue = [...random.pick(RECIPES)(random)];
    const given = queue.shift();
    if (random.oneIn(40)) {
      favourites = [random.below(16), 4 + random.below(12)];
      longest = random.pick([2, 2, 4, 4, 12, 12, 40, 40, 200, 5000]);
    }
    const cycles = given === undefined ? random.below(longest) : given[0];
    // in one go, or cycle by cycle: then a pin that changes late is found too
    const whole = random.oneIn(2);
    for (let i = 0; i < cycles; i++) {
      slow.step();
      if (whole) continue;
      bench.advance(1);
      if (bench.observed.length !== expected.length) check(n);
    }
    if (whole) bench.advance(cycles);
    check(n);
    const register = given?.[1] ?? (random.oneIn(2) ? random.pick(favourites) : random.below(16));
    const kind = given === undefined ? random.below(16) : given[2] < 0 ? 0 : 6;
    if (kind < 6) {
      history.push(`${bench.tick} read ${register}`);
      const value = bench.read('registers', register);
      expected.push(`read registers[${register}] ${slow.read(register, ports.a, ports.b)} ${bench.tick}`);
      history[history.length - 1] += ` = ${value}`;
    } else if (kind < 13) {
      const value = given?.[2] ?? valueFor(register, random);
      history.push(`${bench.tick} write ${register} = ${value.toString(16)}h`);
      bench.write('registers', register, value);
      slow.write(register, value);
    } else if (kind < 15) {
      const pin = random.pick(['cnt', 'cnt', 'sp', 'flag'] as const);
      const low = random.oneIn(2);
      history.push(`${bench.tick} ${pin} ${low ? 'low' : 'high'}`);
      bench.drive(pin, low);
      slow.drive(pin, low, outside[pin]);
      outside[pin] = low;
    } else {
      ports.a = random.below(256);
      ports.b = random.below(256);
      for (let r = 0; r < 16; r++) {
        bench.observed.push(`peek ${r} ${bench.peek('registers', r)}`);
        expected.push(`peek ${r} ${slow.peek(r, ports.a, ports.b)}`);
      }
    }
    check(n);
    bench.observed.length = 0;
    expected.length = 0;
  }
}
