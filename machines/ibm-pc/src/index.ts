/** The IBM PC, PC/XT and a turbo XT. See README.md. */

export { catalog } from './catalog.ts';
export { ibm5150, ibm5160, xtTurbo } from './definition.ts';
