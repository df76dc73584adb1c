import { definePart, type PartContext } from '@backplane/kernel';
import type { SidModel } from './combined.ts';
import { Sid } from './sid.ts';

function sidPart(model: SidModel, title: string) {
  return definePart({
    type: `Mos${model}`,
    title,
    io: { registers: { size: 32, title: 'registers' } },
    create: (ctx: PartContext) => new Sid(ctx, { model }),
  });
}

/** The SID of the first C64s, NMOS. */
export const Mos6581Part = sidPart('6581', 'Sound interface device (NMOS)');

/** The SID of the later C64s, HMOS-II. */
export const Mos8580Part = sidPart('8580', 'Sound interface device (HMOS-II)');
