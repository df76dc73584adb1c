import { AddressSpace, ClockDomain, InputPin, OutputPin, ratio, Scheduler } from '@backplane/kernel';
import type { Benchmark } from '@backplane/testkit';
import { VicII } from '../src/index.ts';

const PAL = 985_248;
const LINE = 63;
const FRAME = LINE * 312;

type Write = (reg: number, value: number, t: number) => void;

/**
 * A 6569 by itself on 64K of RAM. `setup` writes registers and memory; `lines` is called at the start of each raster line
 * for what a program would write there. Events of the chip run as a machine would run them.
 */
function bench(
  setup: (write: Write, ram: Uint8Array) => void,
  lines?: (line: number, t: number, write: Write) => void,
) {
  const scheduler = new Scheduler();
  const clock = new ClockDomain('phi2', ratio(1));
  const space = new AddressSpace('memory', 16, scheduler);
  const memory = space.addMemory(0x10000);
  space.addView('ram', [{ from: 0, to: 0xffff, name: 'ram', memory }]);
  const vic = new VicII(
    {
      id: 'vic',
      clock,
      ticksPerSecond: PAL,
      scheduler,
      out: { irq: new OutputPin('irq'), ba: new OutputPin('ba') },
      in: { lp: new InputPin('lp') },
      space,
      ports: null,
      rom: null,
      emit: () => {},
      output: () => {},
    },
    { model: '6569' },
  );
  vic.connect(new Uint8Array(1024).map((_, i) => i & 15));
  vic.reset('power', 0);
  let now = 0;
  const write: Write = (reg, value, t) => {
    scheduler.runUntil(t);
    vic.io.registers.write(reg, value, t);
  };
  setup(write, space.memory.subarray(memory));
  return (cycles: number): number => {
    const frames = Math.ceil(cycles / FRAME);
    for (let f = 0; f < frames; f++) {
      if (lines === undefined) now += FRAME;
      else for (let line = 0; line < 312; line++, now += LINE) lines(line, now, write);
      scheduler.runUntil(now);
      vic.video.draw(now);
    }
    return frames * FRAME;
  };
}

function screen(write: Write, ram: Uint8Array): void {
  for (let i = 0; i < 0x4000; i++) ram[i] = (i * 37) ^ (i >> 4);
  write(0x11, 0x1b, 0);
  write(0x16, 0x08, 0);
  write(0x18, 0x18, 0);
  write(0x20, 14, 0);
  write(0x21, 6, 0);
}

function sprites(write: Write, ram: Uint8Array): void {
  screen(write, ram);
  for (let s = 0; s < 8; s++) {
    write(2 * s, 40 + 28 * s, 0);
    write(2 * s + 1, 60 + 20 * s, 0);
  }
  write(0x1c, 0x0f, 0);
  write(0x15, 0xff, 0);
}

const one = (name: string, run: () => (cycles: number) => number): Benchmark => ({
  kind: 'processor',
  of: 'VIC-II',
  name,
  hz: PAL,
  prepare: run,
});

/** The chip by itself; 1 MHz is real time. */
export const benchmarks: readonly Benchmark[] = [
  one('text', () => bench(screen)),
  one('sprites', () => bench(sprites)),
  one('smooth scrolling', () =>
    bench(screen, (line, t, write) => {
      if (line === 250) write(0x16, 8 | ((t / FRAME) & 7), t + 5);
    }),
  ),
  one('colour bars', () => bench(screen, (line, t, write) => write(0x20, line & 15, t + 20))),
  one('FLI', () =>
    bench(screen, (line, t, write) => {
      if (line < 51 || line > 250) return;
      write(0x11, 0x38 | (line & 7), t + 13);
      write(0x18, 0x08 | ((line & 7) << 4), t + 14);
    }),
  ),
];
