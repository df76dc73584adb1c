import { screenText } from '@backplane/kernel';
import { type MachineEntry, Session, type SessionConfig } from '@backplane/session';
import { describe, expect, it } from 'vitest';
import { catalog } from '../src/index.ts';
import { image, imageRoms } from './support/pc-images.ts';

/*
 * Operating systems of others, from power-on to their prompt and through a file that is written and read back.
 * BACKPLANE_PC_IMAGES names a folder with the disk images (and BIOS images, unless BACKPLANE_PC_ROMS does). Each test
 * skips with a reason when its image is not there; images are known by SHA-1.
 */

const entries = catalog.machines as unknown as readonly MachineEntry[];

interface Disk {
  readonly title: string;
  readonly sha1: string;
  /** What it asks before its prompt, and the answers. */
  readonly questions: readonly (readonly [string, string])[];
  readonly prompt: string;
  /** ImageDisk images are write-protected. */
  readonly readOnly?: true;
}

const freedos = (size: string, sha1: string): Disk => ({
  title: `FreeDOS, ${size}`,
  sha1,
  questions: [],
  prompt: 'A:\\>',
});

const PC_DOS: Disk = {
  title: 'PC DOS 1.00, 160K',
  sha1: '7d3e3a807ad2144315b3c3b90751ff691d3895db',
  questions: [["Enter today's date", '10-19-81']],
  prompt: 'A>',
};

const MSDOS4: Disk = {
  title: 'multitasking MS-DOS 4, 360K',
  sha1: '5b786d57fa81519bd18511ae3bb9b03583b7ef40',
  questions: [
    ['Enter new date', ''],
    ['Enter new time', ''],
  ],
  prompt: 'A:\\>',
};

const FREEDOS_360K = freedos('360K', 'be237bb065bb9033b934fdf69f51369d12b0cfb0');
const SVAROG = { ...freedos('720K', '78629e3ff48ec116c31ab318cc73fbca46fcb9a7'), title: 'Svarog86, 720K' };

const DISKS: readonly Disk[] = [
  freedos('160K', 'c8398fad7e0ff7d89a5c1094228121f96e553d8b'),
  freedos('180K', '136972789fc3659144898be7556443ba7b950f0f'),
  freedos('320K', '211cab6310051957835848cd1862fcd650e7c608'),
  FREEDOS_360K,
  freedos('640K', '8fe5e28c6b9ee504cc1f9cf138a633036ffa20c6'),
  freedos('720K', '47e150eedea89bdf8f99b0760e33e9701d8ce773'),
  freedos('1.2M', '84d46c364bfd7ac3dca2ad56e2c98a24b4f9062c'),
  freedos('1.44M', '6f9eb4dd117c964fc13ff018a122aa0a88c29c37'),
  SVAROG,
  PC_DOS,
  MSDOS4,
  {
    ...MSDOS4,
    title: 'multitasking MS-DOS 4, ImageDisk file',
    sha1: '1c88270110359d7d5ca1b06dd3f9faddb9aa54a6',
    readOnly: true,
  },
];

interface Bios {
  readonly title: string;
  readonly machine: string;
  /** Unless it is the project's own. */
  readonly sha1?: string;
}

const OWN: readonly Bios[] = [
  { title: 'ibm-5150', machine: 'ibm-5150' },
  { title: 'ibm-5160', machine: 'ibm-5160' },
];

const OTHERS: readonly Bios[] = [
  {
    title: 'ibm-5150 with the BIOS of 27 October 1982',
    machine: 'ibm-5150',
    sha1: '0c93f07e62cd27688f7f473e9787ef5308535fa0',
  },
  {
    title: 'ibm-5160 with the BIOS of 8 November 1982',
    machine: 'ibm-5160',
    sha1: 'be048187e16400e00a58fbde713e5b81368d5f9d',
  },
  { title: 'ibm-5160 with GLaBIOS 0.4.0', machine: 'ibm-5160', sha1: '2eb9a5cf6f7006e65bfe4aba90e0489adf17ff33' },
];

/** Starts the disk and comes to its prompt. */
async function start(bios: Bios, disk: Disk, content: Uint8Array): Promise<Session> {
  const config: SessionConfig = {
    pacing: 'warp',
    options: { memory: 256 * 1024 },
    ...(bios.sha1 === undefined ? {} : { roms: imageRoms, romChoices: { bios: `sha1:${bios.sha1}` } }),
  };
  const session = new Session(entries.find((e) => e.definition.id === bios.machine)!, config);
  session.insert('isa2.a', session.openMedium('isa2.a', content, { name: 'disk' }));
  // IBM's self-test and FreeDOS on slow disks take their time
  for (const [question, answer] of disk.questions) {
    expect(await session.runUntilText(question, { seconds: 120 }), shown(session)).toBe('found');
    expect(await session.typeText(`${answer}\n`, { seconds: 20 })).toBe('limit');
  }
  expect(await session.runUntilText(disk.prompt, { seconds: 150 }), shown(session)).toBe('found');
  return session;
}

const shown = (session: Session): string => screenText(session.machine.screen!).join('\n');

/** The command's answer, up to the next prompt. */
async function command(session: Session, prompt: string, line: string): Promise<string> {
  expect(await session.typeText(`${line}\n`, { seconds: 60 })).toBe('limit');
  expect(await session.runUntilText(prompt, { seconds: 120 }), shown(session)).toBe('found');
  return shown(session);
}

async function boot(bios: Bios, disk: Disk, skip: (reason: string) => void): Promise<void> {
  const content = image(disk.sha1);
  if (content === null) return skip(`no image of ${disk.title} (SHA-1 ${disk.sha1}) in BACKPLANE_PC_IMAGES`);
  if (bios.sha1 !== undefined && image(bios.sha1) === null) return skip(`no BIOS image ${bios.sha1}`);
  const session = await start(bios, disk, content);
  if (disk.readOnly) {
    await command(session, 'MS-DOS Version  4.00', 'ver');
    return;
  }
  await command(session, disk.prompt, 'copy con new.txt\nwritten and read back\n{ctrl-z}');
  const text = await command(session, disk.prompt, 'type new.txt');
  expect(
    text.split('\n').filter((row) => row.trim() === 'written and read back'),
    text,
  ).toHaveLength(2);
}

for (const bios of OWN) {
  describe(`${bios.title} with the project's BIOS`, () => {
    for (const disk of DISKS) it(disk.title, { timeout: 300_000 }, ({ skip }) => boot(bios, disk, skip));
  });
}

for (const bios of OTHERS) {
  describe(bios.title, () => {
    for (const disk of [FREEDOS_360K, SVAROG, PC_DOS, MSDOS4]) {
      it(disk.title, { timeout: 300_000 }, ({ skip }) => boot(bios, disk, skip));
    }
  });
}
