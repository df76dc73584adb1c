import { cgafont } from '@backplane/roms-ibm-pc';
import { testDevice } from '@backplane/testkit';
import { describe, expect, test } from 'vitest';
import { CgaPart } from '../src/cards/cga/index.ts';
import { HerculesPart } from '../src/cards/hercules/index.ts';
import { MdaPart } from '../src/cards/mda/index.ts';
import { MONO_CRYSTAL } from '../src/cards/video/mono.ts';
import { HERTZ } from './io-rig.ts';

const setup = { describe, test, rom: cgafont.bytes, crystal: HERTZ, pause: 20_000, seeds: [1], steps: 250 };
const mono = { crtc: 'hd6845', phosphor: 'green' } as const;
const dots = { num: HERTZ, den: MONO_CRYSTAL };

testDevice({
  ...setup,
  part: CgaPart,
  options: { crtc: 'mc6845', font: 'thick', snow: true, monitor: 'rgb', revision: 'new' },
});
testDevice({ ...setup, part: MdaPart, options: mono, ticksPerCycle: dots });
testDevice({ ...setup, part: HerculesPart, options: mono, ticksPerCycle: dots });

test('a card without its character generator says so', () => {
  const options = { crtc: 'mc6845', font: 'thin', snow: true, monitor: 'rgb', revision: 'new' } as const;
  const ctx = { id: 'isa1.video', rom: null } as unknown as Parameters<typeof CgaPart.create>[0];
  expect(() => CgaPart.create(ctx, options)).toThrow(/"isa1.video" needs the 8192 bytes of its character generator/);
  expect(() => MdaPart.create(ctx, mono)).toThrow(/"isa1.video" needs the 8192 bytes of its character generator/);
});
