import { type CiaOptions, Mos6526, Sid, type SidModel, VicII, type VicModelName } from '@backplane/chips-mos';
import { definePart } from '@backplane/kernel';

/*
 * The chips' sockets
 *
 * Sockets take several models of a chip; the machine's options choose. The board selects a chip in whole pages and leaves
 * the address lines between those of the chip and those of the decoder unconnected. The chips look at their own address
 * lines only, so their registers repeat through these pages without anything between them and the bus.
 */

/** The video chip's socket: a VIC-II of any model. */
export const VicSocket = definePart({
  type: 'VicII',
  title: 'Video chip',
  pins: { irq: 'out', ba: 'out', lp: 'in' },
  io: { registers: { size: 0x400, title: '47 registers, every 64 bytes' } },
  create: (ctx, options: { readonly model: VicModelName }) => new VicII(ctx, options),
});

/** The sound chip's socket: a SID of either model. */
export const SidSocket = definePart({
  type: 'Sid',
  title: 'Sound chip',
  io: { registers: { size: 0x400, title: '29 registers, every 32 bytes' } },
  create: (ctx, options: { readonly model: SidModel }) => new Sid(ctx, options),
});

/** The socket of an interface adapter: a CIA of either model. */
export const CiaSocket = definePart({
  type: 'Cia',
  title: 'Interface adapter',
  pins: { irq: 'out', flag: 'in', pc: 'out', sp: 'bus', cnt: 'bus' },
  io: { registers: { size: 0x100, title: '16 registers, every 16 bytes' } },
  create: (ctx, options: CiaOptions) => new Mos6526(ctx, options),
});
