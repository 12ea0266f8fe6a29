import { sha1OfBase64 } from '../models/image-processing';
import type { Database } from '../orm/database';
import { Env } from '../orm/env';
import { OdooFault } from '../orm/faults';
import { isRecord, type Wire } from '../orm/values';
import { newDatabase } from '../server';
import type { RecordedVersion } from '../version';
import { objectCall } from '../wire/call';
import type { Served } from '../wire/hooks';
import { Logins } from '../wire/login';
import {
  checkDatabase,
  commonService,
  databaseService,
  objectArguments,
  unknownService,
} from '../wire/services';
import { encodeAnswer } from '../wire/xml';
import { Binder } from './binder';
import { binaryOf, type Case, type RecordedCall, recordedCases } from './cases';
import { Comparer, faultText, text } from './compare';
import { standInFiles } from './files';
import { apiKeys, betweenCases } from './staging';
import { Translator } from './translate';

export interface Disagreement {
  readonly area: string;
  /** Place in the area's list of cases. */
  readonly index: number;
  readonly step: string;
  readonly call: string;
  readonly why: string;
}

export interface AreaReport {
  compared: number;
  agreed: number;
}

export interface Report {
  readonly areas: Record<string, AreaReport>;
  readonly disagreements: Disagreement[];
}

/** Asks the stand-in every recorded question of a version and compares the answers. */
export async function replay(version: RecordedVersion): Promise<Report> {
  const areas = recordedCases(version);
  const db = newDatabase({ version, database: `ct${version}`, now: secondByCall() });
  const binder = new Binder(db);
  const files = await standInFiles(areas);
  for (const [sha1, content] of files) binder.checksums.set(sha1, sha1OfBase64(content));
  const player = new Player(db, binder, files);
  const report: Report = { areas: {}, disagreements: [] };
  for (const area of Object.keys(areas).sort(inOrder)) {
    const counts: AreaReport = { compared: 0, agreed: 0 };
    const cases = areas[area] ?? [];
    for (const [index, one] of cases.entries()) {
      player.restart(area, index);
      await betweenCases(db, binder, area, index, cases);
      if (!one.call) continue;
      const why = await player.play(one.call, one);
      counts.compared += 1;
      if (why.length === 0) counts.agreed += 1;
      else
        report.disagreements.push({
          area,
          index,
          step: one.step,
          call: `${one.call.model ?? one.call.service}.${one.call.method}`,
          why: why.join('; '),
        });
    }
    if (counts.compared > 0) report.areas[area] = counts;
  }
  return report;
}

/** Recorded in the order of their names, but stock before lots, and written quantities last of all. */
function inOrder(a: string, b: string): number {
  const rank = (area: string): string =>
    area === '08-stock' ? '08' : area === '08-qty-available-write' ? '99' : area;
  return rank(a) < rank(b) ? -1 : 1;
}

/** A clock that moves a second (and a bit) at each look, so that calls do not share a second. */
function secondByCall(): () => number {
  let at = Date.now() - 3_600_000;
  return () => {
    at += 1_017.423;
    return at;
  };
}

class Player {
  readonly #translator: Translator;
  readonly #comparer: Comparer;
  #served: Served;

  constructor(
    private readonly db: Database,
    private readonly binder: Binder,
    files: ReadonlyMap<string, string>,
  ) {
    this.#translator = new Translator(db, binder, files);
    this.#comparer = new Comparer(db, binder);
    this.#served = {
      db,
      hooks: {},
      log: [],
      logins: new Logins(db),
      hideDatabases: false,
      release: db.caps.serie,
    };
  }

  /** In this area servers were started anew: with the list of databases off, then on. */
  restart(area: string, index: number): void {
    if (area !== '01-auth-nolist') return;
    this.#served = { ...this.#served, logins: new Logins(this.db), hideDatabases: index < 6 };
  }

  /** Disagreements between the recorded answer and ours. */
  async play(call: RecordedCall, one: Case): Promise<string[]> {
    let ours: Wire;
    try {
      ours = await this.#ask(call, one);
      encodeAnswer(this.db.caps, ours);
    } catch (error) {
      if (!(error instanceof OdooFault))
        return [
          `broke: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 400) : String(error)}`,
        ];
      return this.#faults(one, error);
    }
    if (one.fault)
      return [`recorded fault ${one.fault.code} ${text(faultText(one.fault.string))}, here ${text(ours)}`];
    return this.#comparer.answer(call, one.result, ours);
  }

  #faults(one: Case, fault: OdooFault): string[] {
    const mine = fault.code === 1 ? fault.lastLine : fault.message;
    if (!one.fault) return [`recorded ${text(one.result)}, here fault ${fault.code} ${text(mine)}`];
    if (one.fault.code !== fault.code)
      return [`fault ${one.fault.code} ${text(faultText(one.fault.string))} / ${fault.code} ${text(mine)}`];
    const [a, b] = [faultText(one.fault.string), faultText(mine)];
    return a === b ? [] : [`fault text ${text(a)} / ${text(b)}`];
  }

  async #ask(call: RecordedCall, one: Case): Promise<Wire> {
    if (call.service) return this.#service(call);
    const uid = this.#user(call.as ?? 'admin');
    const model = this.db.registry.has(call.model ?? '')
      ? new Env(this.db, this.db.begin(), uid).model(call.model ?? '')
      : undefined;
    const { args, kwargs } = this.#translator.call(whole(call, one), model);
    const done = await objectCall(
      this.#served,
      { uid, model: call.model ?? '', method: call.method, args, kwargs, via: 'xmlrpc' },
      undefined,
    );
    return done.result;
  }

  #user(login: string): number {
    return [...this.db.table('res.users').where('login', login)][0] ?? 0;
  }

  #service(call: RecordedCall): Wire | Promise<Wire> {
    const args = call.args.map((arg) => this.#withKey(arg));
    if (call.service === 'common') return commonService(this.#served, call.method, args, 'replay');
    if (call.service === 'db') return databaseService(this.#served, call.method, args);
    return this.#object(call, args);
  }

  async #object(call: RecordedCall, args: Wire[]): Promise<Wire> {
    if (call.service !== 'object') throw unknownService(this.#served, String(call.service));
    const asked = objectArguments(call.method, args);
    checkDatabase(this.#served, asked.database);
    const uid = typeof asked.uid === 'number' ? this.binder.ours('res.users', asked.uid) : asked.uid;
    const checked = this.#served.logins.check(uid, asked.password, 'replay');
    const done = await objectCall(
      this.#served,
      { ...asked, uid: checked, method: asked.name, via: 'xmlrpc' },
      undefined,
    );
    return done.result;
  }

  #withKey(value: Wire): Wire {
    const key = /^<api key of (\w+)>$/.exec(typeof value === 'string' ? value : '')?.[1];
    return key === undefined ? value : (apiKeys.get(key) ?? `no key of ${key}`);
  }
}

/** Long field lists were cut in the recordings; the answer's keys tell what was asked. */
function whole(call: RecordedCall, one: Case): RecordedCall {
  const first = Array.isArray(one.result) ? one.result[0] : undefined;
  const names = isRecord(first) ? Object.keys(first) : [];
  const mend = (value: Wire): Wire => {
    if (!Array.isArray(value)) return value;
    const cut = value.some((item) => isRecord(item) && '$cut' in item && !binaryOf(item));
    return cut ? names : value;
  };
  return {
    ...call,
    args: call.args.map(mend),
    kwargs: Object.fromEntries(Object.entries(call.kwargs).map(([key, value]) => [key, mend(value)])),
  };
}
