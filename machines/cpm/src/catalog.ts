import { CPM_FORMATS, FOLDER_FORMAT, openCpmDisk, parseDiskdefs } from '@backplane/media';
import { cpm } from './definition.ts';
import { LONGEST_COMMAND } from './parts/board.ts';
import type { ConsolePort } from './parts/console.ts';
import { DRIVES } from './parts/disk-controller.ts';
import { SYSTEM_DISK_FORMAT, systemDiskImage } from './system-disk.ts';

/** What front ends need besides the definition: see the session package, "What a machine package tells front ends". */
export const catalog = {
  contract: 1,
  machines: [
    {
      definition: cpm,
      summary: 'Z80 computer with a CP/M 2.2 compatible system; runs programs from disk images and host folders',
      profiles: [
        {
          name: 'cpm-2mhz',
          title: 'CP/M computer with the 2 MHz Z80 of 1976',
          machine: 'cpm',
          options: { clock: '2M' },
        },
        {
          name: 'cpm-vt52',
          title: 'CP/M computer with a VT52 terminal',
          machine: 'cpm',
          options: { terminal: 'vt52' },
        },
        {
          name: 'cpm-vt100',
          title: 'CP/M computer with a VT100 terminal',
          machine: 'cpm',
          options: { terminal: 'vt100' },
        },
      ],
      media: {
        open(_bay: string, image: Uint8Array, request: OpenRequest) {
          const disk = openCpmDisk(image, {
            fileName: request.name,
            baseSha1: request.sha1,
            ...(request.format === undefined ? {} : { format: request.format }),
            formats: [...((request.formats ?? []) as ReturnType<typeof parseDiskdefs>), FOLDER_FORMAT],
            ...(request.readOnly === undefined ? {} : { writeProtected: request.readOnly }),
          });
          return {
            medium: disk.drive,
            disk: disk.medium,
            imageOffset: disk.format.offset,
            writable: disk.container === 'raw',
            format: describeFormat(disk.format),
            warnings: disk.warnings,
          };
        },
        builtIn: {
          a: {
            title: 'system disk with utilities',
            name: 'system.img',
            format: SYSTEM_DISK_FORMAT,
            image: systemDiskImage,
          },
        },
        folders: { fileSystem: 'cpm', bays: [...DRIVES] },
        formats: CPM_FORMATS.map(({ id, title }) => ({ id, title })),
        formatFile: {
          name: 'diskdefs',
          title: 'disk formats as cpmtools describes them',
          read: (text: string, fileName: string) => parseDiskdefs(text, fileName),
        },
      },
      terminal: {
        input: 'console',
        key: 'key',
        end: 'console-end',
        output: 'console',
        keyBytes: (device: unknown, key: string) => (device as ConsolePort).terminal.key(key),
      },
      programs: {
        suffixes: ['.com'],
        workBay: 'a',
        programBay: 'b',
        start({ bay, name, args }: { bay: string; name: string; args: readonly string[] }) {
          const command = [`${bay.toUpperCase()}:${name.replace(/\.COM$/i, '')}`, ...args].join(' ');
          if (command.length > LONGEST_COMMAND) {
            throw new RangeError(
              `The command line has ${command.length} characters; CP/M takes ${LONGEST_COMMAND}. Shorten the arguments.`,
            );
          }
          return { command };
        },
        fileArgument: (bay: string, name: string) => `${bay.toUpperCase()}:${name}`,
      },
      clock: { input: 'clock', epoch: [1978, 1, 1] },
    },
  ],
} as const;

interface OpenRequest {
  readonly name: string;
  readonly format?: string;
  readonly formats?: unknown;
  readonly readOnly?: boolean;
  readonly sha1: string;
}

/** A format as a name, or for one of the user's own as the one-line description that reopens the image. */
function describeFormat(format: (typeof CPM_FORMATS)[number]): string {
  if (format === FOLDER_FORMAT || CPM_FORMATS.includes(format)) return format.id;
  const keys = ['seclen', 'tracks', 'sectrk', 'blocksize', 'maxdir', 'boottrk', 'skew', 'dirblks', 'offset'] as const;
  const fields = keys.flatMap((key) => (format[key] === undefined ? [] : [`${key}=${format[key]}`]));
  if (format.skewtab !== undefined) fields.push(`skewtab=${format.skewtab.join(',')}`);
  return fields.join(',');
}
