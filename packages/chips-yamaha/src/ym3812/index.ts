export { CYCLES_PER_SAMPLE, Ym3812, Ym3812Part } from './ym3812.ts';
