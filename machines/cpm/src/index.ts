export { catalog } from './catalog.ts';
export { cpm } from './definition.ts';
export {
  BANKS,
  CalendarClock,
  COMMON,
  HardwareControl,
  IntervalTimer,
  LONGEST_COMMAND,
  MemoryManagement,
  type StartupOptions,
  StartupPort,
} from './parts/board.ts';
export { AuxiliaryPort, PrinterPort } from './parts/byte-ports.ts';
export { type ConsoleOptions, ConsolePort, ConsoleRegisters } from './parts/console.ts';
export { DiskController, DRIVES, type DriveLetter } from './parts/disk-controller.ts';
