import { AddressSpace, ClockDomain, InputPin, Line, OutputPin, PortSpace, ratio, Scheduler } from '@backplane/kernel';
import { Z80, type Z80Options } from './z80.ts';

/** Names of the lines of a stand-alone Z80. */
type InputName = 'int' | 'nmi' | 'busreq' | 'reset';
type LineName = InputName | 'halt' | 'busack';

/** A Z80 without a machine around it. */
export interface StandaloneZ80 {
  readonly cpu: Z80;
  readonly scheduler: Scheduler;
  /** One T-state is `ticks` master ticks. */
  readonly clock: ClockDomain;
  readonly space: AddressSpace;
  readonly ports: PortSpace;
  /** What drives the inputs. */
  readonly pins: Readonly<Record<InputName, OutputPin>>;
  /** Asserts or releases an input of the Z80 at tick `t`. */
  drive(pin: InputName, on: boolean, t: number): void;
  /** The lines themselves. */
  readonly lines: Readonly<Record<LineName, Line>>;
}

/**
 * Puts a Z80 on a bench: 64 KiB of RAM (unless `space` brings another memory), an empty 16-bit port space, all pins on
 * lines of their own. For tests and benchmarks; machines are made with `defineMachine`.
 * @param options `space` and `ports` replace the defaults; `ticks` = master ticks in a T-state, 1 if absent
 */
export function standaloneZ80(
  options: Z80Options & {
    readonly scheduler?: Scheduler;
    readonly space?: AddressSpace;
    readonly ports?: PortSpace;
    readonly ticks?: number;
  } = {},
): StandaloneZ80 {
  const scheduler = options.scheduler ?? new Scheduler();
  const clock = new ClockDomain('cpu', ratio(options.ticks ?? 1));
  const space = options.space ?? ram(scheduler);
  const ports = options.ports ?? new PortSpace('ports', 0xffff, scheduler);
  const line = (name: LineName) => new Line(name);
  const lines = {
    int: line('int'),
    nmi: line('nmi'),
    busreq: line('busreq'),
    reset: line('reset'),
    halt: line('halt'),
    busack: line('busack'),
  };
  const input = (name: LineName) => {
    const pin = new InputPin(name);
    pin.connect(lines[name]);
    return pin;
  };
  const output = (name: LineName) => {
    const pin = new OutputPin(name);
    pin.connect(lines[name]);
    return pin;
  };
  const cpu = new Z80(
    {
      id: 'cpu',
      clock,
      scheduler,
      space,
      ports,
      in: { int: input('int'), nmi: input('nmi'), busreq: input('busreq'), reset: input('reset') },
      out: { halt: output('halt'), busack: output('busack') },
    },
    options.variant === undefined ? {} : { variant: options.variant },
  );
  const pins = { int: output('int'), nmi: output('nmi'), busreq: output('busreq'), reset: output('reset') };
  scheduler.onEarlier = (tick) => cpu.stop(clock.cycleAt(tick));
  cpu.reset('power', 0);
  return {
    cpu,
    scheduler,
    clock,
    space,
    ports,
    lines,
    pins,
    drive: (pin, on, t) => pins[pin].drive(on, t),
  };
}

function ram(scheduler: Scheduler): AddressSpace {
  const space = new AddressSpace('memory', 16, scheduler);
  const at = space.addMemory(0x10000);
  space.addView('ram', [{ from: 0, to: 0xffff, name: 'ram', memory: at }]);
  return space;
}
