import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { OdooFault } from '../orm/faults';
import { chance } from '../seed/random';
import type { CallRecord, Hooks } from '../wire/hooks';
import { cutShort, page, tooMany } from './answers';
import { emptyList } from './empty-answer';
import { type Mischief, type Rule, ruleSchema, type Target } from './rules';

interface Armed {
  readonly on: Target;
  readonly does: Mischief;
  seen: number;
  done: number;
}

/**
 * Makes a stand-in misbehave on demand. Give `hooks` and `now` to `startOdoo`; add and remove rules while it runs.
 * Rules are asked in the order they were added, the first that fits a call has it.
 */
export class Trouble {
  readonly #rules: Armed[] = [];
  readonly #dice;
  readonly #chosen = new WeakMap<CallRecord, Mischief>();
  #unreachable = false;
  #clockOffset = 0;

  constructor(seed = 'trouble') {
    this.#dice = chance(seed);
  }

  /** Arms a rule; call the answer to disarm it. */
  add(rule: Rule): () => void {
    const armed: Armed = { ...ruleSchema.parse(rule), seen: 0, done: 0 };
    this.#rules.push(armed);
    return () => {
      const at = this.#rules.indexOf(armed);
      if (at >= 0) this.#rules.splice(at, 1);
    };
  }

  /** Everything is well again; the clock too. */
  clear(): void {
    this.#rules.length = 0;
    this.#unreachable = false;
    this.#clockOffset = 0;
  }

  /** Every connection dies at once, as when the machine is off. */
  setUnreachable(off: boolean): void {
    this.#unreachable = off;
  }

  /** Moves the database's clock, forth or (negative) back. */
  stepClock(seconds: number): void {
    this.#clockOffset += seconds * 1000;
  }

  /** Rules in force and how often each has struck. */
  report(): {
    rules: { on: Target; does: Mischief; done: number }[];
    unreachable: boolean;
    clockOffset: number;
  } {
    const rules = this.#rules.map(({ on, does, done }) => ({ on, does, done }));
    return { rules, unreachable: this.#unreachable, clockOffset: this.#clockOffset / 1000 };
  }

  /** Milliseconds since 1970 as the database sees them. */
  readonly now = (): number => performance.timeOrigin + performance.now() + this.#clockOffset;

  readonly hooks: Hooks = {
    onRequest: (path, _body, response) => {
      if (!this.#unreachable || path.startsWith('/__standin')) return false;
      response.destroy();
      return true;
    },
    beforeCall: async (call, _tx, response) => {
      const does = this.#choose(call);
      if (does === undefined || response === undefined) return;
      this.#chosen.set(call, does);
      await before(does, response);
    },
    afterCommit: async (call, response) => {
      const does = this.#chosen.get(call);
      if (response === undefined) return;
      if (does?.kind === 'drop' && does.when === 'after') response.destroy();
      if (does?.kind === 'drop' && does.when === 'middle') await cutShort(response, call.via);
      if (does?.kind === 'http' && does.after === true) page(response, does);
    },
    onAnswer: (call, body) =>
      call !== undefined && this.#chosen.get(call)?.kind === 'empty' ? emptyList(call.via, body) : undefined,
  };

  #choose(call: CallRecord): Mischief | undefined {
    for (const rule of this.#rules) {
      if (!fits(rule.on, call)) continue;
      rule.seen += 1;
      const { nth, every, probability, times } = rule.on;
      if (nth !== undefined && rule.seen !== nth) continue;
      if (every !== undefined && rule.seen % every !== 0) continue;
      if (times !== undefined && rule.done >= times) continue;
      if (probability !== undefined && !this.#dice.hit(probability)) continue;
      rule.done += 1;
      return rule.does;
    }
    return undefined;
  }
}

function fits(on: Target, call: CallRecord): boolean {
  return (
    (on.model === undefined || on.model === call.model) &&
    (on.method === undefined || on.method === call.method) &&
    (on.login === undefined || on.login === call.login)
  );
}

/** What happens instead of the work. A thrown fault ends the call; an answered response stays as it is. */
async function before(does: Mischief, response: ServerResponse): Promise<void> {
  switch (does.kind) {
    case 'delay':
      await sleep(does.ms);
      return;
    case 'drop':
      if (does.when !== 'before') return;
      response.destroy();
      throw new OdooFault('odoo.exceptions.UserError', 'dropped by the test');
    case 'http':
      if (does.after === true) return;
      page(response, does);
      throw new OdooFault('odoo.exceptions.UserError', 'answered by the proxy');
    case 'rate-limit':
      tooMany(response, does.retryAfter ?? 1);
      throw new OdooFault('odoo.exceptions.UserError', 'too many calls');
    case 'serialization':
      throw new OdooFault(
        'psycopg2.errors.SerializationFailure',
        'could not serialize access due to concurrent update\n',
      );
    case 'fault':
      throw new OdooFault(does.python, does.message);
    case 'empty':
  }
}
