import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, or } from 'drizzle-orm';
import { anyOf } from '@/db/any-of';
import type { Db } from '@/db/client';
import { links } from '@/db/schema/links';
import type { RemoteTemplate } from '@/lib/odoo/records';
import type { RunContext } from '../../kind';
import { type Link, PRODUCT, TEMPLATE } from '../family';
import { type ProductMemo, readMemo } from '../fields/memo';
import type { FamilyPlan } from '../plan/plan-family';
import type { RecordPlan } from '../plan/plan-record';

/** What a plan would tie. */
interface Seat {
  readonly kind: 'product' | 'variant';
  readonly localId: string;
  readonly odooModel: string;
  readonly odooId: number;
}

interface Planned {
  readonly plan: FamilyPlan;
  readonly template: RemoteTemplate | null;
}

/**
 * The ties of a batch's records as they are when it commits, locked. A plan may be of before: what was noted while it was
 * carried out has tied its records already, what Odoo once unlinked holds a record here that is made again there, and
 * somebody else may have tied either of the two.
 */
export class TiesNow {
  private readonly ofLocal: ReadonlyMap<string, Link[]>;
  private readonly ofOdoo: ReadonlyMap<string, Link[]>;

  private constructor(rows: readonly Link[]) {
    this.ofLocal = Map.groupBy(rows, hereOf);
    this.ofOdoo = Map.groupBy(rows, thereOf);
  }

  static async read(tx: Db, { integration }: RunContext, planned: readonly Planned[]): Promise<TiesNow> {
    const seats = planned.flatMap(seatsOf);
    if (seats.length === 0) return new TiesNow([]);
    const localIds = seats.map(({ localId }) => localId);
    const ofModel = (model: string) => {
      const ids = seats.flatMap(({ odooModel, odooId }) => (odooModel === model ? odooId : []));
      return ids.length > 0 ? and(eq(links.odooModel, model), anyOf(links.odooId, ids)) : undefined;
    };
    const rows = await tx
      .select()
      .from(links)
      .where(
        and(
          eq(links.integrationId, integration.id),
          or(
            and(inArray(links.kind, ['product', 'variant']), anyOf(links.localId, localIds)),
            ofModel(TEMPLATE),
            ofModel(PRODUCT),
          ),
        ),
      )
      .orderBy(links.id)
      .for('update');
    return new TiesNow(rows);
  }

  /** Live ties that the plan knows nothing of, of one of its records to another: it is to be made anew. */
  overtaking(planned: Planned): Link[] {
    const { link, variantLinks } = planned.plan.family;
    const known = new Set([...(link ? [link] : []), ...variantLinks].map(({ id }) => id));
    return seatsOf(planned).flatMap((seat) =>
      this.rivals(seat).filter((row) => row.odooDeletedAt === null && !known.has(row.id)),
    );
  }

  /** The tie that these two have already, though the plan knows of none. */
  between(seat: Seat): Link | null {
    return this.ofOdoo.get(thereOf(seat))?.find(({ localId }) => localId === seat.localId) ?? null;
  }

  /** Words of another Odoo's that its run noted since this one read the tie: they are not this one's to forget. */
  renamedSince({ link, localId }: Pick<RecordPlan, 'link' | 'localId'>): Pick<ProductMemo, 'renamed'> {
    const now = this.ofLocal.get(`variant ${localId}`)?.find(({ id }) => id === link?.id);
    const { renamed } = readMemo(now?.memo);
    return renamed && !isDeepStrictEqual(renamed, readMemo(link?.memo).renamed) ? { renamed } : {};
  }

  /** Ties of one of the two to a record that Odoo has unlinked. */
  dead(seat: Seat): Link[] {
    return this.rivals(seat).filter((row) => row.odooDeletedAt !== null);
  }

  private rivals(seat: Seat): Link[] {
    const own = this.ofLocal.get(hereOf(seat)) ?? [];
    const theirs = this.ofOdoo.get(thereOf(seat)) ?? [];
    return [...own.filter((row) => !theirs.includes(row)), ...theirs.filter((row) => !own.includes(row))];
  }
}

const hereOf = ({ kind, localId }: Pick<Link, 'kind' | 'localId'>) => `${kind} ${localId}`;
const thereOf = ({ odooModel, odooId }: Pick<Link, 'odooModel' | 'odooId'>) => `${odooModel} ${odooId}`;

function seatsOf({ plan, template }: Planned): Seat[] {
  if (!template) return [];
  const variants = plan.members.flatMap(({ localId, member: { variant } }): Seat[] =>
    variant ? [{ kind: 'variant', localId, odooModel: PRODUCT, odooId: variant.id }] : [],
  );
  return [{ kind: 'product', localId: plan.headId, odooModel: TEMPLATE, odooId: template.id }, ...variants];
}
