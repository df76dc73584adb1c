/**
 * The checks every processor, chip and machine gets.
 *
 * @packageDocumentation
 */

export * from './bench.ts';
export * from './cpu/index.ts';
export { DeviceBench, type DeviceSetup } from './device-bench.ts';
export { type MachineMatchers, type MatcherResult, matchers } from './matchers.ts';
export * from './prng.ts';
export { type TestDeviceOptions, testDevice } from './test-device.ts';
export { type ScriptedInput, type TestMachineOptions, testMachine } from './test-machine.ts';
export { runUntilExit, runUntilOutput, runUntilText, shownText, type WaitOptions } from './text.ts';
export * from './toy-cpu.ts';
export {
  assembleToy,
  OPCODES as TOY_OPCODES,
  operandBytes as toyOperandBytes,
  type ToyOpcode,
} from './toy-cpu-table.ts';
export { LOOP_ORIGIN, loopSector } from './x86-loop.ts';
