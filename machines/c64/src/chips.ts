import { Sid, type SidModel, VicII, type VicModelName } from '@backplane/chips-mos';
import { definePart } from '@backplane/kernel';

/*
 * Chips of which a socket takes several models: the machine's options choose.
 */

/** The video chip's socket: a VIC-II of any model. */
export const VicSocket = definePart({
  type: 'VicII',
  title: 'Video chip',
  pins: { irq: 'out', ba: 'out', lp: 'in' },
  io: { registers: { size: 64 } },
  create: (ctx, options: { readonly model: VicModelName }) => new VicII(ctx, options),
});

/** The sound chip's socket: a SID of either model. */
export const SidSocket = definePart({
  type: 'Sid',
  title: 'Sound chip',
  io: { registers: { size: 32 } },
  create: (ctx, options: { readonly model: SidModel }) => new Sid(ctx, options),
});
