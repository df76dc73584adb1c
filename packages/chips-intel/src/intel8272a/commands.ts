/*
 * Commands and status bits of the 8272A
 *
 * Source: Intel, "8272A Single/Double Density Floppy Disk Controller" (210606), tables "8272A command set", "Status
 * register 0" to "3"; NEC, "µPD765A/µPD765B" data sheet (the same, and VERSION).
 */

export const READ_TRACK = 0x02;
export const SPECIFY = 0x03;
export const SENSE_DRIVE = 0x04;
export const WRITE_DATA = 0x05;
export const READ_DATA = 0x06;
export const RECALIBRATE = 0x07;
export const SENSE_INTERRUPT = 0x08;
export const WRITE_DELETED = 0x09;
export const READ_ID = 0x0a;
export const READ_DELETED = 0x0c;
export const FORMAT_TRACK = 0x0d;
export const SEEK = 0x0f;
export const VERSION = 0x10;
export const SCAN_EQUAL = 0x11;
export const SCAN_LOW = 0x19;
export const SCAN_HIGH = 0x1d;

/** Bytes of each command, with the first; 1 for those that do not exist. */
export const LENGTHS: Readonly<Uint8Array> = (() => {
  const lengths = new Uint8Array(32).fill(1);
  for (const nine of [
    READ_TRACK,
    WRITE_DATA,
    READ_DATA,
    WRITE_DELETED,
    READ_DELETED,
    SCAN_EQUAL,
    SCAN_LOW,
    SCAN_HIGH,
  ]) {
    lengths[nine] = 9;
  }
  lengths[SPECIFY] = 3;
  lengths[SENSE_DRIVE] = 2;
  lengths[RECALIBRATE] = 2;
  lengths[READ_ID] = 2;
  lengths[FORMAT_TRACK] = 6;
  lengths[SEEK] = 3;
  return lengths;
})();

/** Main status register. */
export const MSR_BUSY = 0x10;
export const MSR_NON_DMA = 0x20;
export const MSR_OUT = 0x40;
export const MSR_REQUEST = 0x80;

/** Status register 0: interrupt code, seek end, equipment check, not ready. */
export const ST0_ABNORMAL = 0x40;
export const ST0_INVALID = 0x80;
export const ST0_READY_CHANGED = 0xc0;
export const ST0_SEEK_END = 0x20;
export const ST0_EQUIPMENT = 0x10;
export const ST0_NOT_READY = 0x08;

/** Status register 1: end of cylinder, data error, overrun, no data, not writable, missing address mark. */
export const ST1_END = 0x80;
export const ST1_DATA_ERROR = 0x20;
export const ST1_OVERRUN = 0x10;
export const ST1_NO_DATA = 0x04;
export const ST1_NOT_WRITABLE = 0x02;
export const ST1_MISSING_MARK = 0x01;

/** Status register 2: control mark, data error in the data field, wrong cylinder, scan, bad cylinder, missing data mark. */
export const ST2_CONTROL_MARK = 0x40;
export const ST2_DATA_ERROR = 0x20;
export const ST2_WRONG_CYLINDER = 0x10;
export const ST2_SCAN_EQUAL = 0x08;
export const ST2_SCAN_NOT = 0x04;
export const ST2_BAD_CYLINDER = 0x02;
export const ST2_MISSING_MARK = 0x01;

/** Status register 3. */
export const ST3_FAULT = 0x80;
export const ST3_PROTECTED = 0x40;
export const ST3_READY = 0x20;
export const ST3_TRACK_0 = 0x10;
export const ST3_TWO_SIDED = 0x08;
