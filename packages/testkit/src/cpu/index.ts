export type { CpuAdapter, CpuBench, Outcome, PackFile, PackRecord, Row, Transfer } from './adapter.ts';
export { compare, type FileResult, type Mismatch, PackRunner } from './run.ts';
export {
  failureText,
  mismatchText,
  type PackSource,
  type TestCpuOptions,
  type TestRunner,
  testCpu,
} from './test-cpu.ts';
