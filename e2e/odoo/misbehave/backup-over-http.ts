import type { ServerResponse } from 'node:http';
import type { RunningOdoo } from '../server';

const backups = new WeakMap<RunningOdoo, () => void>();

/**
 * `POST /__standin/backup` makes a backup, `POST /__standin/restore` brings the last one back: for whoever drives a
 * stand-in of another process. False for every other path.
 */
export function backupOverHttp(odoo: RunningOdoo, path: string, response: ServerResponse): boolean {
  if (path === '/__standin/backup') backups.set(odoo, odoo.db.backup());
  else if (path === '/__standin/restore') backups.get(odoo)?.();
  else return false;
  response.writeHead(204).end();
  return true;
}
