import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, unlinkSync } from 'node:fs';
import { blankHardDisk, type DiskShape, MOST_SECTORS, type NewHardDisk, standardShape } from '@backplane/media';
import { HOST_FILES, writeAll } from '@backplane/session/node';
import { fileError, UsageError } from './errors.ts';
import { print } from './output.ts';

/** 1 January 2000, when the clock of VHD files starts, in ms. */
const VHD_EPOCH = Date.UTC(2000, 0, 1);

/** What `--format` may say. */
const KINDS: Readonly<Record<string, NewHardDisk['kind']>> = { raw: 'raw', vhd: 'dynamic', 'vhd-fixed': 'fixed' };

/**
 * `backplane disk create`: makes an empty hard disk image.
 * @param size `20M`, `512K`, bytes, or cylinders/heads/sectors
 * @param format `raw`, `vhd` or `vhd-fixed`; by the file's suffix if absent
 * @throws UsageError, CliError
 */
export function createDisk(path: string, size: string, format: string | undefined): number {
  const kind = KINDS[format ?? (/\.vhd$/i.test(path) ? 'vhd' : 'raw')];
  if (kind === undefined) {
    throw new UsageError(`--format ${format}: there are ${Object.keys(KINDS).join(', ')}.`);
  }
  const shape = diskShape(size);
  const image = blankHardDisk(
    kind === 'raw'
      ? { kind, shape }
      : { kind, shape, uniqueId: randomBytes(16), timestamp: Math.floor((Date.now() - VHD_EPOCH) / 1000) },
  );
  let fd = -1;
  try {
    fd = openSync(path, 'wx');
    ftruncateSync(fd, image.size);
    for (const { offset, bytes } of image.pieces) writeAll(HOST_FILES, fd, bytes, offset);
    closeSync(fd);
  } catch (error) {
    if (fd >= 0) {
      closeSync(fd);
      unlinkSync(path);
    }
    throw fileError(path, error);
  }
  const { cylinders, heads, sectors } = shape;
  const megabytes = (cylinders * heads * sectors) / 2048;
  print(`${path}: ${+megabytes.toPrecision(4)} MB, ${cylinders} cylinders, ${heads} heads, ${sectors} sectors a track`);
  return 0;
}

/** The shape that the user wants, or that of a disk of the size that he wants: as much of it as makes whole cylinders. */
function diskShape(text: string): DiskShape {
  const chs = /^(\d+)\/(\d+)\/(\d+)$/.exec(text);
  if (chs !== null) {
    const shape = { cylinders: Number(chs[1]), heads: Number(chs[2]), sectors: Number(chs[3]) };
    const { cylinders, heads, sectors } = shape;
    if (cylinders < 1 || cylinders > 1024 || heads < 1 || heads > 16 || sectors < 1 || sectors > 63) {
      throw new UsageError(`${text}: a disk has 1 to 1024 cylinders, 1 to 16 heads and 1 to 63 sectors a track.`);
    }
    return shape;
  }
  const match = /^(\d+(?:\.\d+)?)(K|M|G)?(?:i?B)?$/i.exec(text);
  const unit = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 }[match?.[2]?.toUpperCase() ?? ''] ?? 1;
  const total = match === null ? Number.NaN : Math.floor((Number(match[1]) * unit) / 512);
  if (!(total >= 68 && total <= MOST_SECTORS)) {
    throw new UsageError(`"${text}" is no size of a disk. Give 34K to 504M, or CYLINDERS/HEADS/SECTORS (615/4/17).`);
  }
  return standardShape(total);
}
