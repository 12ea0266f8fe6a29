import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import { products } from '@/db/schema/catalogue';
import { outbox } from '@/db/schema/feeds';
import { links } from '@/db/schema/links';
import { archivedSince } from '@/lib/odoo/intentions/changes';
import { judgeArchivings } from '../../../core/safety';
import { haltUnlessSafe } from '../../../engine/safety-halt';
import type { RunContext } from '../../kind';
import { directionOf } from '../../rules-of';
import { TEMPLATE } from '../family';
import type { Surroundings } from '../surroundings';

/** Ids per query, well below PostgreSQL's 65,535 parameters. */
const IDS = 5_000;

/**
 * What was archived here since the last run, judged before the first of it is carried over: a catalogue must not be
 * put away in part before somebody asks. No call.
 * @throws SafetyHalt
 */
export async function judgeArchivedHere({ run, deletions: { known } }: Surroundings): Promise<void> {
  if (directionOf(run.integration) === 'to_here') return;
  const missing = await archivedHere(run);
  haltUnlessSafe(judgeArchivings({ known, missing, side: 'here' }, run.run.confirmed));
}

/** Likewise in Odoo; to be asked only when templates have changed there. One call, none while nothing is tied. @throws SafetyHalt */
export async function judgeArchivedInOdoo({ run, deletions: { known } }: Surroundings): Promise<void> {
  if (directionOf(run.integration) === 'to_odoo' || known === 0) return;
  const missing = await archivedInOdoo(run);
  haltUnlessSafe(judgeArchivings({ known, missing, side: 'odoo' }, run.run.confirmed));
}

/** Links that were agreed to be alive. */
const agreedAlive = (run: RunContext) =>
  and(
    eq(links.integrationId, run.integration.id),
    eq(links.kind, 'product'),
    isNull(links.odooDeletedAt),
    sql`${links.base}->>'active' = 'true'`,
  );

async function archivedInOdoo(run: RunContext): Promise<number> {
  const ids = await archivedSince(run.odoo, TEMPLATE, await run.feed.since(TEMPLATE));
  let known = 0;
  for (let at = 0; at < ids.length; at += IDS) {
    known += await run.ctx.db.$count(
      links,
      and(agreedAlive(run), anyOf(links.odooId, ids.slice(at, at + IDS))),
    );
  }
  return known;
}

function archivedHere(run: RunContext): Promise<number> {
  const marked = run.ctx.db
    .select({ id: outbox.localId })
    .from(outbox)
    .innerJoin(products, eq(products.id, outbox.localId))
    .where(
      and(
        eq(outbox.integrationId, run.integration.id),
        eq(outbox.kind, 'product'),
        isNotNull(products.deletedAt),
      ),
    );
  return run.ctx.db.$count(links, and(agreedAlive(run), inArray(links.localId, marked)));
}
