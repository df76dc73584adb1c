import { type AnyPartType, type InputInfo, type InputValue, StateError, stateDifference } from '@backplane/kernel';
import type { TestRunner } from './cpu/index.ts';
import { DeviceBench, type DeviceSetup } from './device-bench.ts';
import { Prng } from './prng.ts';
import { NameCheck } from './state-names.ts';

/** What `testDevice` needs: the part, and the functions of a test runner. */
export interface TestDeviceOptions<T extends AnyPartType = AnyPartType> extends TestRunner, DeviceSetup<T> {
  /** One sequence of accesses is made for each; 1 to 3 if absent. */
  readonly seeds?: readonly number[];
  /** Steps of a sequence, 1000 if absent. */
  readonly steps?: number;
  /** Longest time between two steps in ticks, 300 if absent. */
  readonly pause?: number;
  /** Makes values for an input, where random ones of its kind are not to the point. */
  readonly inputs?: Readonly<Record<string, (random: Prng) => InputValue>>;
  /** Makes media for a bay: called with the same numbers, it must make equal media. Bays without one stay empty. */
  readonly media?: Readonly<Record<string, (random: Prng) => unknown>>;
}

/** A step of a sequence; what it does follows from the seed alone, never from what the device answers. */
interface Step {
  readonly text: string;
  do(bench: DeviceBench): void;
}

function randomValue(kind: InputInfo['kind'], random: Prng): InputValue {
  switch (kind) {
    case 'bytes':
      return Uint8Array.from({ length: random.below(8) }, () => random.below(256));
    case 'button':
      return random.oneIn(2);
    case 'number':
      return random.below(65536);
    case 'text':
      return Array.from({ length: random.below(8) }, () => String.fromCharCode(random.between(32, 126))).join('');
  }
}

/** Makes the steps of a sequence. */
function makeSteps(options: TestDeviceOptions, seed: number): readonly Step[] {
  const random = new Prng(seed);
  const bench = new DeviceBench(options);
  const { part } = options;
  const kinds: (() => Step)[] = [];
  for (const [window, size] of bench.windows) {
    kinds.push(() => {
      const offset = random.below(size);
      return { text: `read ${window}[${offset}]`, do: (b) => checkByte(b.read(window, offset), 'read') };
    });
    // writes are what moves a device
    for (let n = 0; n < 2; n++) {
      kinds.push(() => {
        const offset = random.below(size);
        const value = random.oneIn(3) ? 1 << random.below(8) : random.below(256);
        return { text: `write ${window}[${offset}] = ${value}`, do: (b) => b.write(window, offset, value) };
      });
    }
  }
  for (const pin of bench.inputs) {
    kinds.push(() => {
      const on = random.oneIn(2);
      return { text: `${pin} ${on ? 'on' : 'off'}`, do: (b) => b.drive(pin, on) };
    });
  }
  for (const [name, { kind }] of Object.entries((part.inputs ?? {}) as Record<string, InputInfo>)) {
    kinds.push(() => {
      const value = options.inputs?.[name]?.(random) ?? randomValue(kind, random);
      return { text: `input ${name} ${String(value)}`, do: (b) => b.input(name, value) };
    });
  }
  for (const [bay, make] of Object.entries(options.media ?? {})) {
    kinds.push(() => {
      const number = random.next();
      const out = random.oneIn(3);
      return {
        text: `${out ? 'eject' : 'insert'} ${bay}`,
        do: (b) => b.insert(bay, out ? null : make(new Prng(number)), number),
      };
    });
  }
  if (bench.device.acknowledge !== undefined) {
    kinds.push(() => ({ text: 'acknowledge', do: (b) => checkByte(b.device.acknowledge!(b.tick), 'acknowledge') }));
  }
  kinds.push(() => ({ text: 'reset', do: (b) => b.reset('reset') }));
  const steps: Step[] = [];
  for (let n = 0; n < (options.steps ?? 1000); n++) {
    const ticks = random.oneIn(2) ? random.below(4) : random.below((options.pause ?? 300) + 1);
    // a reset is rare, so that the device gets somewhere
    const make = random.oneIn(100) ? kinds.at(-1)! : random.pick(kinds.length > 1 ? kinds.slice(0, -1) : kinds);
    const step = make();
    steps.push({
      text: `step ${n}, seed ${seed}: ${step.text}`,
      do: (b) => {
        b.advance(ticks);
        step.do(b);
      },
    });
  }
  return steps;
}

function checkByte(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 0 || value > 255) throw new Error(`${what} gives ${value}, which is no byte`);
}

/** Does some steps, and names the one that fails. */
function run(bench: DeviceBench, steps: readonly Step[], between: (bench: DeviceBench) => void = () => {}): void {
  for (const step of steps) {
    try {
      step.do(bench);
      between(bench);
    } catch (error) {
      throw new Error(`${step.text}, tick ${bench.tick}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Throws unless two benches are in the same state and have shown the same. */
function same(what: string, a: DeviceBench, b: DeviceBench, from = 0): void {
  const left = a.observed.slice(from);
  const at = left.findIndex((line, i) => line !== b.observed[i]);
  if (at >= 0 || left.length !== b.observed.length) {
    const i = at < 0 ? left.length : at;
    throw new Error(`${what}: it shows "${b.observed[i] ?? 'nothing'}" instead of "${left[i] ?? 'nothing'}".`);
  }
  const difference = stateDifference(a.save(), b.save());
  if (difference !== null) throw new Error(`${what}: the state differs in ${difference}.`);
}

/**
 * Registers the checks that every device gets, as tests of the given runner:
 * - random accesses, inputs, pin changes and resets never throw, and reads give bytes;
 * - a state saved at a random time and loaded into another device goes on there exactly as here;
 * - `state` visits the same fields when saving and loading, each under a name of its own;
 * - `peek` and `sync` change nothing that anybody can see;
 * - `reset('power')` gives what a fresh device is;
 * - a snapshot that is cut short is refused with a StateError.
 */
export function testDevice<T extends AnyPartType>(options: TestDeviceOptions<T>): void {
  const { describe, test, part } = options;
  const setup = options as unknown as TestDeviceOptions;
  const make = (): DeviceBench => new DeviceBench(setup);
  describe(`${part.type}: what every device gets`, () => {
    for (const seed of options.seeds ?? [1, 2, 3]) {
      const steps = makeSteps(setup, seed);
      const random = new Prng(seed ^ 0x5eed);

      test(`random accesses never throw (seed ${seed})`, () => run(make(), steps));

      test(`save and load at any time change nothing (seed ${seed})`, () => {
        for (let n = 0; n < 5; n++) {
          const cut = random.below(steps.length);
          const first = make();
          run(first, steps.slice(0, cut));
          const second = make();
          // a device that has lived before must not leave anything of that behind
          run(second, steps.slice(0, random.below(steps.length)));
          for (const [bay, medium] of Object.entries(options.media ?? {})) {
            const number = first.media.get(bay);
            second.insert(bay, number === undefined ? null : medium(new Prng(number)), number);
          }
          second.observed.length = 0;
          const seen = first.observed.length;
          const saved = first.save();
          second.load(saved);
          const difference = stateDifference(saved, second.save());
          if (difference !== null) throw new Error(`After a load at step ${cut} the state differs in ${difference}.`);
          run(first, steps.slice(cut));
          run(second, steps.slice(cut));
          same(`After a load at step ${cut}`, first, second, seen);
        }
      });

      test(`peek has no side effects (seed ${seed})`, () => {
        const [plain, peeked] = [make(), make()];
        run(plain, steps);
        run(peeked, steps, (b) => {
          for (const [window, size] of b.windows) {
            for (let o = 0; o < size; o++) checkByte(b.peek(window, o), `peek ${window}[${o}]`);
          }
        });
        same('After peeking', plain, peeked);
      });

      test(`when it is synchronised makes no difference (seed ${seed})`, () => {
        const [lazy, eager] = [make(), make()];
        run(lazy, steps);
        run(eager, steps, (b) => b.device.sync?.(b.tick));
        lazy.advance(0, true);
        same('After synchronising often', lazy, eager);
      });

      test(`power-on gives a fresh device (seed ${seed})`, () => {
        const used = make();
        run(used, steps);
        for (const bay of Object.keys(options.media ?? {})) used.insert(bay, null);
        used.reset('power');
        used.observed.length = 0;
        const fresh = make();
        fresh.observed.length = 0;
        same('After power-on', fresh, used);
        run(fresh, steps);
        run(used, steps);
        same('After power-on and the same again', fresh, used);
      });
    }

    test('names of state are unique, and the version is an integer from 1', () => {
      const bench = make();
      const { stateVersion } = bench.device;
      if (!Number.isInteger(stateVersion) || stateVersion < 1) throw new Error(`stateVersion is ${stateVersion}.`);
      bench.device.state(new NameCheck());
    });

    test('a snapshot that is cut short is refused', () => {
      const bench = make();
      const saved = bench.save();
      for (const n of [0, 4, 7, 8, saved.length >> 1, saved.length - 1]) {
        try {
          make().load(saved.slice(0, n));
        } catch (error) {
          if (error instanceof StateError) continue;
          throw new Error(`${n} bytes of a snapshot throw ${String(error)} instead of a StateError.`);
        }
        throw new Error(`${n} bytes of a snapshot are taken for a whole one.`);
      }
    });
  });
}
