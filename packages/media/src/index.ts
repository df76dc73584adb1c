/** Disk and program image formats as pure functions over bytes. See README.md. */
export * from './cpm-directory.ts';
export * from './cpm-drive.ts';
export * from './cpm-format.ts';
export * from './cpm-formats.ts';
export * from './cpm-fs.ts';
export * from './cpm-names.ts';
export * from './diskdefs.ts';
export * from './errors.ts';
export * from './folder-changes.ts';
export * from './folder-disk.ts';
export * from './identify.ts';
export * from './imd.ts';
export * from './sector-image.ts';
