import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chown, constants, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { type GuardedProcess, spawnGuarded } from './guarded-process';
import { findPostgresBinaries, othersCanReach, type PostgresBinaries } from './postgres-binaries';

const USER = 'products_manager';
const THROW_AWAY_SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'max_wal_size=256MB',
];
/** A file system in memory: making a database's thousand files there takes a tenth of the time. */
const MEMORY = '/dev/shm';
const MEMORY_NEEDED = 3 * 1024 ** 3;
const COMMON_SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300'];

export interface LocalPostgres {
  /** Connection string of the maintenance database `postgres`. */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface LocalPostgresOptions {
  /** Where the data stays. Absent: a temporary folder, removed at the end, and speed before durability. */
  readonly dataDir?: string;
  readonly password: string;
  readonly port?: number;
}

/**
 * Starts a PostgreSQL server of our own on 127.0.0.1, initialising its folder the first time. It ends
 * with this program, however this program ends.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const binaries = await findPostgresBinaries();
  const throwAway = options.dataDir === undefined;
  const dataDir = await prepareFolder(options.dataDir, binaries);
  const initialised = await access(path.join(dataDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!initialised) await initialise(dataDir, options.password, binaries);

  const port = options.port ?? (await freePort());
  const settings = [...COMMON_SETTINGS, `port=${port}`, ...(throwAway ? THROW_AWAY_SETTINGS : [])];
  const output: string[] = [];
  const server = spawnGuarded(
    binaries.postgres,
    ['-D', dataDir, ...settings.flatMap((line) => ['-c', line])],
    {
      signal: 'INT',
      user: binaries.user,
      cwd: dataDir,
      ...(throwAway ? { removeAfter: dataDir } : {}),
      onOutput: (text) => output.push(text),
    },
  );
  const url = `postgres://${USER}:${encodeURIComponent(options.password)}@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url, server, output);
  return { url, port, stop: () => server.stop() };
}

/** A TCP port that is free on 127.0.0.1 at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free TCP port.');
  return address.port;
}

async function prepareFolder(wanted: string | undefined, { user }: PostgresBinaries): Promise<string> {
  const folder =
    wanted === undefined
      ? await mkdtemp(path.join(await throwAwayPlace(), 'products-manager-pg-'))
      : await reachableFolder(path.resolve(wanted), user !== undefined);
  await mkdir(folder, { recursive: true });
  if (user) await chown(folder, user.uid, user.gid);
  return folder;
}

/** Memory where there is plenty of it (a container may have 64 MB), else the folder of temporary files. */
async function throwAwayPlace(): Promise<string> {
  try {
    await access(MEMORY, constants.W_OK);
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize >= MEMORY_NEEDED ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** As root, under a folder closed to others (/root), the data moves to a fixed place in /var/tmp. */
async function reachableFolder(wanted: string, asRoot: boolean): Promise<string> {
  if (!asRoot || (await othersCanReach(path.dirname(wanted)))) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return `/var/tmp/products-manager-postgres-${name}`;
}

async function initialise(
  dataDir: string,
  password: string,
  { initdb, user }: PostgresBinaries,
): Promise<void> {
  const secrets = await mkdtemp(path.join(tmpdir(), 'products-manager-init-'));
  const passwordFile = path.join(secrets, 'password');
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user) {
      await chown(secrets, user.uid, user.gid);
      await chown(passwordFile, user.uid, user.gid);
    }
    const flags = [`--pgdata=${dataDir}`, `--username=${USER}`, `--pwfile=${passwordFile}`];
    await promisify(execFile)(
      initdb,
      [...flags, '--auth=scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync'],
      { cwd: dataDir, ...user },
    );
  } finally {
    await rm(secrets, { recursive: true, force: true });
  }
}

async function untilItAnswers(url: string, server: GuardedProcess, output: readonly string[]): Promise<void> {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  const deadline = Date.now() + 60_000;
  for (;;) {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (ended || Date.now() > deadline) {
        await server.stop();
        throw new Error(`PostgreSQL did not start:\n${output.join('').slice(-2000)}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
}
