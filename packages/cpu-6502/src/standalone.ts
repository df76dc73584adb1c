import {
  AddressSpace,
  ClockDomain,
  InputPin,
  Line,
  type MachineEvent,
  OutputPin,
  ratio,
  Scheduler,
} from '@backplane/kernel';
import { Mos6502, type Mos6502Options } from './mos6502.ts';

/** Names of the lines of a stand-alone 6502. */
type LineName = 'irq' | 'nmi' | 'rdy' | 'so' | 'reset';

const NAMES: readonly LineName[] = ['irq', 'nmi', 'rdy', 'so', 'reset'];

/** A 6502 without a machine around it. */
export interface Standalone6502 {
  readonly cpu: Mos6502;
  readonly scheduler: Scheduler;
  /** One cycle is `ticks` master ticks. */
  readonly clock: ClockDomain;
  readonly space: AddressSpace;
  /** What the processor told, oldest first. */
  readonly events: readonly Omit<MachineEvent, 'source'>[];
  /** Pulls a pin low or releases it at tick `t`. */
  drive(line: LineName, on: boolean, t: number): void;
}

/**
 * Puts a 6502 on a bench: 64 KiB of RAM (unless `space` brings another memory), all pins on lines of their own. Power has
 * been applied, so the first seven cycles are the RESET sequence. For tests and benchmarks; machines are made with
 * `defineMachine`.
 * @param options `space` replaces the RAM; `ticks` = master ticks in a cycle, 1 if absent
 */
export function standalone6502(
  options: Mos6502Options & {
    readonly scheduler?: Scheduler;
    readonly space?: AddressSpace;
    readonly ticks?: number;
  } = {},
): Standalone6502 {
  const { scheduler = new Scheduler(), space = ram(scheduler), ticks = 1, ...rest } = options;
  const clock = new ClockDomain('cpu', ratio(ticks));
  const inputs = {} as Record<LineName, InputPin>;
  const drivers = {} as Record<LineName, OutputPin>;
  for (const name of NAMES) {
    const line = new Line(name);
    inputs[name] = new InputPin(name);
    inputs[name].connect(line);
    drivers[name] = new OutputPin(`bench.${name}`);
    drivers[name].connect(line);
  }
  const events: Omit<MachineEvent, 'source'>[] = [];
  const cpu = new Mos6502(
    { id: 'cpu', clock, space, in: inputs, emit: (event, tick) => events.push({ ...event, tick }) },
    rest,
  );
  scheduler.onEarlier = (tick) => cpu.stop(clock.cycleAt(tick));
  cpu.reset('power', 0);
  return { cpu, scheduler, clock, space, events, drive: (name, on, t) => drivers[name].drive(on, t) };
}

function ram(scheduler: Scheduler): AddressSpace {
  const space = new AddressSpace('memory', 16, scheduler);
  const at = space.addMemory(0x10000);
  space.addView('ram', [{ from: 0, to: 0xffff, name: 'ram', memory: at }]);
  return space;
}
