/**
 * A process to be killed: a guest that writes without end to a disk image or a folder, and says how far it is.
 * Arguments: `image` or `folder`, path.
 */
import { writeSync } from 'node:fs';
import { TinyBdos } from '@backplane/media/testing';
import { openHostFolder, openImageFile } from '../../src/node/index.ts';

const [, , kind, path] = process.argv;
const record = new Uint8Array(128);
if (kind === 'image') {
  const { drive } = openImageFile(path, { format: 'ibm-3740' });
  for (let round = 0; ; round++) {
    for (let sector = 1; sector <= 26; sector++) {
      if (drive.writeRecord(10 + (round % 5), sector, record.fill(round & 255)) !== 0) process.exit(1);
    }
    writeSync(1, '.');
  }
} else {
  const folder = openHostFolder(path, { watch: false });
  const bdos = new TinyBdos(folder.drive);
  const fcb = bdos.open('DATA.BIN')!;
  for (let round = 1; ; round++) {
    for (let r = 0; r < 40; r++) bdos.write(fcb, r, record.fill(round & 255));
    bdos.writeFile('NEW.TMP', new Uint8Array(20_000).fill(0x80 | round));
    bdos.erase('NEW.BIN');
    bdos.rename('NEW.TMP', 'NEW.BIN');
    writeSync(1, '.');
  }
}
