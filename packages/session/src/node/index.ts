/** What of a session needs Node: the wall clock, disk images and folders of the host. */
export * from './clock.ts';
export * from './file-store.ts';
export * from './folder-systems.ts';
export * from './host-files.ts';
export * from './host-folder.ts';
export * from './image-file.ts';
export * from './image-lock.ts';
