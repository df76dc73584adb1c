export { catalog } from './catalog.ts';
export { cpm } from './definition.ts';
export {
  CalendarClock,
  HardwareControl,
  IntervalTimer,
  LONGEST_COMMAND,
  RomSwitch,
  type StartupOptions,
  StartupPort,
} from './parts/board.ts';
export { AuxiliaryPort, PrinterPort } from './parts/byte-ports.ts';
export { type ConsoleOptions, ConsolePort, ConsoleRegisters } from './parts/console.ts';
export { DiskController, DRIVES, type DriveLetter } from './parts/disk-controller.ts';
