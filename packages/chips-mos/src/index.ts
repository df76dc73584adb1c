export { type CiaContext, Mos6526 } from './cia/mos6526.ts';
export type { CiaModel, CiaOptions, CiaPorts } from './cia/options.ts';
export { Mos6526Part, Mos8521Part } from './cia/part.ts';
export { Mos6581Part, Mos8580Part, Sid, type SidConnections, type SidModel, type SidOptions } from './sid/index.ts';
export { Mos6522, type ViaContext, type ViaPorts } from './via/mos6522.ts';
export { Mos6522Part } from './via/part.ts';
export type { VicBus } from './vic-ii/engine.ts';
export type { VicModelName } from './vic-ii/models.ts';
export {
  Mos6567R8Part,
  Mos6567R56APart,
  Mos6569Part,
  Mos8562Part,
  Mos8565Part,
} from './vic-ii/part.ts';
export { VicII } from './vic-ii/vic-ii.ts';
