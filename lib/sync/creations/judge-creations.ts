import { isNull } from 'drizzle-orm';
import { products } from '@/db/schema/catalogue';
import { countRecords } from '@/lib/odoo/intentions/changes';
import { CREATIONS_FINE, judgeCreations } from '../core/safety';
import { ofCompany } from '../engine/reach';
import { haltUnlessSafe, SafetyHalt } from '../engine/safety-halt';
import type { RunContext } from '../kinds/kind';
import { PRODUCT, TEMPLATE } from '../kinds/product/family';
import { isFirstRun } from './first-run';
import { sentForeign } from './foreign';
import { reallyMade, type ToSend, toSend } from './to-send';
import { madeHere, toTake } from './to-take';

/**
 * How many products a run would make, judged over the whole run before the first of them is made, on either side: a
 * catalogue must not be poured into another batch by batch. A first run is asked for as a whole and makes what it finds;
 * what came from another Odoo waits for a person even then. One call; more only where the number is suspicious.
 * @throws SafetyHalt mass_creation, foreign_records
 */
export async function judgeNewProducts(run: RunContext): Promise<void> {
  if (run.run.dryRun || run.run.confirmed) return;
  const first = await isFirstRun(run);
  if (run.mayWriteOdoo) await judgeSent(run, first);
  if (run.mayWriteHere && !first) await judgeTaken(run);
}

async function judgeSent(run: RunContext, first: boolean): Promise<void> {
  const rows = await toSend(run);
  const foreign = rows.filter((one) => one.foreign);
  if (foreign.length > 0 && !(await sentForeign(run))) {
    const { length: count } = await reallyMade(run, foreign);
    if (count > 0) throw new SafetyHalt('foreign_records', { count });
  }
  if (!first && rows.length > CREATIONS_FINE) await judgeSuspicious(run, rows);
}

async function judgeSuspicious(run: RunContext, rows: readonly ToSend[]): Promise<void> {
  const { length: count } = await reallyMade(run, rows);
  const known = await countRecords(run.odoo, PRODUCT, [['active', '=', true], ...ofCompany(run)]);
  haltUnlessSafe(judgeCreations({ count, known, side: 'odoo' }, false));
}

async function judgeTaken(run: RunContext): Promise<void> {
  if (run.feed.unmoved(TEMPLATE) && run.feed.unmoved(PRODUCT)) return;
  const untied = await toTake(run);
  // A family counts one more than its variants, so that half as many can never be too many.
  if (untied.length <= CREATIONS_FINE / 2) return;
  const count = await madeHere(run, untied);
  const known = await run.ctx.db.$count(products, isNull(products.deletedAt));
  haltUnlessSafe(judgeCreations({ count, known, side: 'here' }, false));
}
