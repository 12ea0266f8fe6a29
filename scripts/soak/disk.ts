import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PIECE = Buffer.alloc(1024 * 1024);

/** A file system of its own, so that it can be full without harm to anything else. */
export interface Disk {
  /** Not a byte is left when this returns. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Lays a file system of that size, in memory, over an empty folder. It goes with `close`.
 *
 * @returns undefined where this user may not mount one
 */
export async function openDisk(folder: string, megabytes: number): Promise<Disk | undefined> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  const ballast = path.join(folder, 'ballast');
  return {
    fill: async () => {
      const file = await open(ballast, 'w');
      try {
        for (let size = PIECE.length; size > 0; ) {
          const written = await file.write(PIECE, 0, size).catch(ifFull);
          if (written === undefined) size = Math.floor(size / 2);
        }
      } finally {
        await file.close();
      }
    },
    empty: () => rm(ballast, { force: true }),
    close: async () => void (await run('umount', ['--lazy', folder])),
  };
}

/** @throws anything but the answer that no space is left */
function ifFull(failure: NodeJS.ErrnoException): undefined {
  if (failure.code !== 'ENOSPC') throw failure;
}
