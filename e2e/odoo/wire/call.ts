import type { ServerResponse } from 'node:http';
import { queueWebhooks } from '../models/automation/webhooks';
import { prepareImages } from '../models/image-processing';
import type { Database, Transaction } from '../orm/database';
import { Env } from '../orm/env';
import { OdooFault } from '../orm/faults';
import { isRecord, type Wire } from '../orm/values';
import { executeKw } from './dispatch';
import type { CallRecord, Served } from './hooks';

/**
 * Runs work in a transaction: a fault undoes everything. Work queued for before the commit waits with the changes
 * lifted, so that others do not see them meanwhile.
 */
export async function runTransaction<T>(
  db: Database,
  tx: Transaction,
  work: (tx: Transaction) => T,
): Promise<T> {
  let result: T;
  try {
    result = work(tx);
    queueWebhooks(db, tx, 'done');
  } catch (fault) {
    queueWebhooks(db, tx, 'failed');
    tx.journal.rollbackTo(0);
    for (const task of tx.afterEnd) await task();
    throw fault;
  }
  if (tx.beforeCommit.length > 0) {
    tx.journal.undo();
    for (const task of tx.beforeCommit) await task();
    tx.journal.redo();
  }
  db.committed(tx.journal);
  for (const task of tx.afterEnd) await task();
  for (const task of tx.afterCommit) await task();
  return result;
}

/** What Odoo marks `@api.readonly`: over JSON-2 a replica answers it (addons/rpc/controllers/json2.py). */
const ON_REPLICA = new Set([
  'search',
  'search_read',
  'search_count',
  'read',
  'fields_get',
  'name_search',
  'read_group',
  'formatted_read_group',
]);

/** How many calls the log keeps. */
const LOGGED_CALLS = 20_000;

/** Arguments as the log keeps them: long texts (pictures) are named by their length. */
function shortened(value: Wire): Wire {
  if (typeof value === 'string') return value.length > 2000 ? `<${value.length} characters>` : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item)]));
}

export interface ObjectCall {
  readonly uid: number;
  readonly model: string;
  readonly method: string;
  readonly args: readonly Wire[];
  readonly kwargs: { [key: string]: Wire };
  readonly via: CallRecord['via'];
}

/** One object call with its log entry and hooks. The answer is what the method gave; undefined is None. */
export async function objectCall(
  served: Served,
  call: ObjectCall,
  response: ServerResponse | undefined,
): Promise<{ record: CallRecord; result: Wire }> {
  const { db, hooks, log } = served;
  const login = String(db.table('res.users').rows.get(call.uid)?.login ?? '');
  const record: CallRecord = {
    ...call,
    args: call.args.map(shortened),
    kwargs: Object.fromEntries(Object.entries(call.kwargs).map(([key, value]) => [key, shortened(value)])),
    login,
    at: Date.now(),
    outcome: 'running',
  };
  log.push(record);
  if (log.length > LOGGED_CALLS) log.splice(0, log.length - LOGGED_CALLS);
  const tx = db.begin();
  try {
    await hooks.beforeCall?.(record, tx, response);
    const images = await prepareImages(db.caps, call.model, call.args, call.kwargs);
    const run = () =>
      executeKw(
        new Env(db, tx, call.uid, {}, false, images),
        call.model,
        call.method,
        call.args,
        call.kwargs,
      );
    const stale = call.via === 'json2' && ON_REPLICA.has(call.method);
    const result = await runTransaction(db, tx, () => (stale ? db.onReplica(run) : run()));
    record.outcome = 'answered';
    await hooks.afterCommit?.(record, response);
    return { record, result };
  } catch (fault) {
    record.outcome = 'fault';
    if (fault instanceof OdooFault) record.fault = fault.python;
    throw fault;
  }
}
