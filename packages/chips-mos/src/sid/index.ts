export type { SidModel } from './combined.ts';
export { Mos6581Part, Mos8580Part } from './part.ts';
export { Sid, type SidConnections, type SidOptions } from './sid.ts';
