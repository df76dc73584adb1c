import {
  createMachine,
  type InputValue,
  type Machine,
  type MachineConfig,
  type MachineDefinition,
  StateError,
  stateDifference,
} from '@backplane/kernel';
import type { TestRunner } from './cpu/index.ts';
import { Prng } from './prng.ts';

/** Something that comes from outside during the run. */
export interface ScriptedInput {
  /** When, in ticks since power-on. */
  readonly tick: number;
  readonly input: string;
  readonly value: InputValue;
}

/** What `testMachine` needs: a machine, what it is given, and the functions of a test runner. */
export interface TestMachineOptions<D extends MachineDefinition = MachineDefinition> extends TestRunner {
  readonly definition: D;
  readonly config?: MachineConfig<D>;
  /** Puts media into a machine that was just switched on. Has to make fresh ones each time. */
  readonly prepare?: (machine: Machine<D>) => void;
  /** Inputs, by tick in ascending order. */
  readonly script?: readonly ScriptedInput[];
  /** Length of the run in ticks. */
  readonly ticks: number;
  /** Ticks at the beginning of the run that are also run one by one; 3000 if absent. */
  readonly single?: number;
  /** States saved and loaded during the run; 8 if absent. */
  readonly saves?: number;
  readonly seed?: number;
}

/** Runs a machine to a tick, giving it the inputs on its way. What it asks the host for (a reset) is done. */
class Drive<D extends MachineDefinition> {
  readonly #options: TestMachineOptions<D>;
  constructor(options: TestMachineOptions<D>) {
    this.#options = options;
  }

  make(): Machine<D> {
    const machine = createMachine<D>(this.#options.definition, this.#options.config);
    this.#options.prepare?.(machine);
    return machine;
  }

  /** @param slice length of the next slice, in ticks; Infinity for one that is as long as possible */
  to(
    machine: Machine<D>,
    tick: number,
    slice: () => number,
    visit: (m: Machine<D>) => Machine<D> = (m) => m,
  ): Machine<D> {
    const script = this.#options.script ?? [];
    let at = machine;
    let next = script.findIndex((s) => s.tick >= at.tick);
    if (next < 0) next = script.length;
    while (at.tick < tick) {
      for (; next < script.length && script[next]!.tick <= at.tick; next++) {
        at.input(script[next]!.input, script[next]!.value);
      }
      const end = Math.min(tick, script[next]?.tick ?? tick, at.tick + slice());
      if (at.runUntil(end) === 'reset-request') at.reset('reset');
      at = visit(at);
    }
    return at;
  }
}

function same(what: string, a: Machine, b: Machine): void {
  const difference = stateDifference(a.save(), b.save());
  if (difference !== null) throw new Error(`${what}: the state at tick ${b.tick} differs in ${difference}.`);
}

/** Lines that nobody drives or nobody reads, other than those that lead to slots. */
function looseLines(machine: Machine): string[] {
  const slots = Object.values(machine.flat.slots ?? {}).flatMap((slot) => Object.values(slot.bind));
  return Object.entries(machine.flat.lines ?? {})
    .filter(([id, line]) => (line.from.length === 0 || line.to.length === 0) && !slots.includes(id))
    .map(([id]) => id);
}

/**
 * Registers the checks that every machine gets, as tests of the given runner:
 * - run(1) N times, and slices of random lengths, equal run(N);
 * - saving at any stop and going on in another machine changes nothing;
 * - power-on gives what a fresh machine is;
 * - listening to outputs and events, and looking at the screen, changes nothing;
 * - a snapshot that is cut short or damaged is refused and leaves the machine alone;
 * - no line ends in the air.
 */
export function testMachine<const D extends MachineDefinition>(options: TestMachineOptions<D>): void {
  const { describe, test, definition, ticks } = options;
  const drive = new Drive(options);
  const whole = (): number => Number.MAX_SAFE_INTEGER / 2;
  const random = new Prng(options.seed ?? 1);
  const slice = (): number => random.between(1, Math.max(2, Math.ceil(ticks / 20)));

  describe(`${definition.id}: what every machine gets`, () => {
    test('run(1) N times equals run(N)', () => {
      const single = Math.min(ticks, options.single ?? 3000);
      same(
        'In slices of one tick',
        drive.to(drive.make(), single, whole),
        drive.to(drive.make(), single, () => 1),
      );
    });

    test('slices of any length equal one run', () => {
      same('In random slices', drive.to(drive.make(), ticks, whole), drive.to(drive.make(), ticks, slice));
    });

    test('saving and loading at any stop changes nothing', () => {
      const spare = drive.make();
      const chance = Math.max(1, Math.floor(20 / (options.saves ?? 8)));
      let other = spare;
      let loads = 0;
      const end = drive.to(drive.make(), ticks, slice, (machine) => {
        if (loads > 0 && !random.oneIn(chance)) return machine;
        loads++;
        const saved = machine.save();
        other.load(saved);
        const difference = stateDifference(saved, other.save());
        if (difference !== null) throw new Error(`After a load at tick ${machine.tick}: ${difference}.`);
        const next = other;
        other = machine;
        return next;
      });
      same(`After ${loads} loads`, drive.to(drive.make(), ticks, whole), end);
    });

    test('power-on gives a fresh machine', () => {
      const used = drive.to(drive.make(), ticks, whole);
      const fresh = drive.make();
      used.reset('power');
      options.prepare?.(used);
      same('After power-on', fresh, used);
      same('After power-on and the same again', drive.to(fresh, ticks, whole), drive.to(used, ticks, whole));
    });

    test('listening and looking change nothing', () => {
      const heard = drive.make();
      let sum = 0;
      heard.onEvent((event) => {
        sum += event.tick;
      });
      for (const name of Object.keys(heard.flat.outputs ?? {})) {
        heard.onOutput(name, (value) => {
          sum += value;
        });
      }
      const end = drive.to(heard, ticks, slice, (machine) => {
        sum += machine.screen?.characters[0] ?? 0;
        for (const space of Object.values(machine.wired.spaces)) sum += space.peek(sum & space.mask);
        return machine;
      });
      if (!Number.isFinite(sum)) throw new Error(`A listener or the screen gave something that is no number.`);
      same('With listeners', drive.to(drive.make(), ticks, whole), end);
    });

    test('a snapshot that is cut short or damaged is refused', () => {
      const machine = drive.to(drive.make(), Math.min(ticks, 3000), whole);
      const saved = machine.save();
      const before = machine.hash();
      const damaged = saved.slice();
      damaged[saved.length >> 1]! ^= 0x10;
      for (const bytes of [saved.slice(0, -1), saved.slice(0, 100), new Uint8Array(0), damaged]) {
        try {
          machine.load(bytes);
        } catch (error) {
          if (!(error instanceof StateError)) throw new Error(`It throws ${String(error)} instead of a StateError.`);
          if (machine.hash() !== before) throw new Error('A snapshot that was refused changed the machine.');
          continue;
        }
        throw new Error(`${bytes.length} bytes of ${saved.length} are taken for a snapshot.`);
      }
    });

    test('no line ends in the air', () => {
      const loose = looseLines(drive.make());
      if (loose.length > 0) throw new Error(`Nobody drives or nobody reads: ${loose.join(', ')}.`);
    });
  });
}
