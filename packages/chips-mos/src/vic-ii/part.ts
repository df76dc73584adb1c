import { definePart } from '@backplane/kernel';
import type { VicModelName } from './models.ts';
import { VicII } from './vic-ii.ts';

const pins = { irq: 'out', ba: 'out', lp: 'in' } as const;
const io = { registers: { size: 64, title: 'VIC-II registers' } } as const;

function vic(model: VicModelName, title: string) {
  return definePart({
    type: `Mos${model}`,
    title,
    pins,
    io,
    create: (ctx) => new VicII(ctx, { model }),
  });
}

/** PAL: 63 cycles, 312 lines. */
export const Mos6569Part = vic('6569', 'MOS 6569 VIC-II (PAL)');
/** PAL, HMOS: 63 cycles, 312 lines. */
export const Mos8565Part = vic('8565', 'MOS 8565 VIC-II (PAL)');
/** NTSC: 65 cycles, 263 lines. */
export const Mos6567R8Part = vic('6567R8', 'MOS 6567R8 VIC-II (NTSC)');
/** NTSC, HMOS: 65 cycles, 263 lines. */
export const Mos8562Part = vic('8562', 'MOS 8562 VIC-II (NTSC)');
/** NTSC, first revision: 64 cycles, 262 lines. */
export const Mos6567R56APart = vic('6567R56A', 'MOS 6567R56A VIC-II (NTSC)');
