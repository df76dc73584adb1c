import { AddressSpace, ClockDomain, InputPin, Line, OutputPin, PortSpace, ratio, Scheduler } from '@backplane/kernel';
import { Intel8086, type Intel8086Options } from './intel8086.ts';
import { INTEL_8086, type Variant } from './variants.ts';

const INPUTS = ['intr', 'nmi', 'test', 'ready', 'hold'] as const;
const OUTPUTS = ['hlda', 'lock'] as const;
type InputName = (typeof INPUTS)[number];
type LineName = InputName | (typeof OUTPUTS)[number];

/** An 8086 or 8088 without a machine around it. */
export interface Standalone8086 {
  readonly cpu: Intel8086;
  readonly scheduler: Scheduler;
  /** One clock is `ticks` master ticks. */
  readonly clock: ClockDomain;
  readonly space: AddressSpace;
  readonly ports: PortSpace;
  /** Asserts or releases an input at tick `t`. */
  drive(line: InputName, on: boolean, t: number): void;
  /** The pins that the processor drives. */
  readonly out: Readonly<Record<(typeof OUTPUTS)[number], OutputPin>>;
  /** The lines themselves. */
  readonly lines: Readonly<Record<LineName, Line>>;
}

/**
 * Puts a processor on a bench: 1 MiB of RAM (unless `space` brings another memory), an empty 16-bit port space, all pins
 * but READY and HOLD on lines of their own. For tests and benchmarks; machines are made with `defineMachine`.
 * @param options `space` and `ports` replace the defaults; `ticks` = master ticks in a clock, 1 if absent; `wired` = the
 *   lines of READY and HOLD are connected as well (READY is asserted then)
 */
export function standalone8086(
  options: Intel8086Options & {
    readonly variant?: Variant;
    readonly scheduler?: Scheduler;
    readonly space?: AddressSpace;
    readonly ports?: PortSpace;
    readonly ticks?: number;
    readonly wired?: boolean;
  } = {},
): Standalone8086 {
  const { variant = INTEL_8086, scheduler = new Scheduler(), wired = false, ticks = 1, ...rest } = options;
  const { space = ram(scheduler), ports = new PortSpace('ports', 0xffff, scheduler), ...settings } = rest;
  const clock = new ClockDomain('cpu', ratio(ticks));
  const lines = Object.fromEntries([...INPUTS, ...OUTPUTS].map((name) => [name, new Line(name)])) as Record<
    LineName,
    Line
  >;
  const drivers = Object.fromEntries(INPUTS.map((name) => [name, lines[name].addDriver('bench')]));
  const input = (name: InputName) => {
    const pin = new InputPin(name);
    if (wired || (name !== 'ready' && name !== 'hold')) pin.connect(lines[name]);
    return pin;
  };
  const output = (name: LineName) => {
    const pin = new OutputPin(name);
    pin.connect(lines[name]);
    return pin;
  };
  const out = { hlda: output('hlda'), lock: output('lock') };
  lines.ready.drive(drivers.ready!, true, 0);
  const cpu = new Intel8086(
    {
      id: 'cpu',
      clock,
      scheduler,
      space,
      ports,
      in: {
        intr: input('intr'),
        nmi: input('nmi'),
        test: input('test'),
        ready: input('ready'),
        hold: input('hold'),
      },
      out,
    },
    variant,
    settings,
  );
  scheduler.onEarlier = (tick) => cpu.stop(clock.cycleAt(tick));
  cpu.reset('power', 0);
  return {
    cpu,
    scheduler,
    clock,
    space,
    ports,
    out,
    drive: (line, on, t) => lines[line].drive(drivers[line]!, on, t),
    lines,
  };
}

/** 1 MiB of RAM. */
function ram(scheduler: Scheduler): AddressSpace {
  const space = new AddressSpace('memory', 20, scheduler);
  const memory = space.addMemory(0x100000);
  space.addView('ram', [{ from: 0, to: 0xfffff, name: 'RAM', memory }]);
  return space;
}
