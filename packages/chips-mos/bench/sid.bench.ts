import { ClockDomain, ratio, Scheduler } from '@backplane/kernel';
import type { Benchmark } from '@backplane/testkit';
import { Sid, type SidModel } from '../src/sid/index.ts';

const HZ = 985_248;

interface Setting {
  readonly model: SidModel;
  readonly sound: boolean;
  /** Register writes before the measurement. */
  readonly writes: readonly (readonly [register: number, value: number])[];
  /** What happens each 1,000 cycles. */
  readonly each?: (sid: Sid, tick: number, turn: number) => void;
}

function bench(setting: Setting): (cycles: number) => number {
  const scheduler = new Scheduler();
  const clock = new ClockDomain('phi2', ratio(1));
  const sid = new Sid({ clock, scheduler, ticksPerSecond: HZ }, { model: setting.model });
  sid.reset('power', 0);
  sid.audio.enabled = setting.sound;
  let t = 0;
  for (const [register, value] of setting.writes) sid.write(register, value, ++t);
  let turn = 0;
  return (cycles) => {
    const end = t + cycles;
    for (; t < end; t += 1000) {
      scheduler.runUntil(t);
      setting.each?.(sid, t, turn++);
    }
    sid.audio.drain(t);
    return cycles;
  };
}

/** Frequency, pulse width, control and envelope of a voice. */
function note(voice: number, frequency: number, waveform: number): [number, number][] {
  const r = voice * 7;
  return [
    [r, frequency & 0xff],
    [r + 1, frequency >> 8],
    [r + 3, 0x06],
    [r + 5, 0x09],
    [r + 6, 0xa8],
    [r + 4, waveform | 1],
  ];
}

const CHORD = [...note(0, 4455, 0x40), ...note(1, 5613, 0x20), ...note(2, 6675, 0x10)];

/** A song: 25 registers written 50 times a second, notes struck four times a second. */
function song(sid: Sid, t: number, turn: number): void {
  if (turn % 20 !== 0) return;
  const frame = turn / 20;
  const gate = frame % 12 < 9 ? 1 : 0;
  sid.write(4, 0x40 | gate, t);
  sid.write(11, 0x20 | gate, t + 4);
  sid.write(18, 0x10 | gate, t + 8);
  sid.write(22, 40 + (frame & 63), t + 12);
  sid.write(2, (frame * 16) & 0xff, t + 16);
}

const CASES: readonly (readonly [name: string, setting: Setting])[] = [
  ['silent, sound off', { model: '6581', sound: false, writes: [], each: song }],
  [
    'OSC3 and ENV3 read, sound off',
    {
      model: '8580',
      sound: false,
      writes: CHORD,
      each: (sid, t) => {
        for (let n = 0; n < 1000; n += 10) {
          sid.read(0x1b, t + n);
          sid.read(0x1c, t + n + 4);
        }
      },
    },
  ],
  ['silent, sound on', { model: '6581', sound: true, writes: [[24, 0x1f]] }],
  ['three voices, no filter', { model: '8580', sound: true, writes: [...CHORD, [24, 0x0f]], each: song }],
  [
    'three voices, all filtered',
    { model: '6581', sound: true, writes: [...CHORD, [23, 0xf7], [24, 0x1f]], each: song },
  ],
  [
    'three voices, one filtered',
    { model: '6581', sound: true, writes: [...CHORD, [23, 0xf1], [24, 0x1f]], each: song },
  ],
  [
    'noise, ring modulation, synchronisation',
    {
      model: '6581',
      sound: true,
      writes: [...note(0, 9000, 0x80), ...note(1, 5613, 0x24), ...note(2, 6675, 0x16), [23, 0xf1], [24, 0x1f]],
    },
  ],
];

/** The chip by itself; "sound on" with all samples collected. */
export const benchmarks: readonly Benchmark[] = CASES.map(([name, setting]) => ({
  kind: 'processor',
  of: 'SID',
  name,
  hz: HZ,
  prepare: () => bench(setting),
}));
