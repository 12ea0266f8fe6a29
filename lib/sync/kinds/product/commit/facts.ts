import type { RemoteTemplate } from '@/lib/odoo/records';
import type { Outcome } from '../outcome';
import type { FamilyPlan } from '../plan/plan-family';
import type { SentPictures } from '../send/sent-pictures';
import type { Surroundings } from '../surroundings';
import type { TakenPictures } from './take-pictures';

/** What became of a family in a batch. */
export interface Facts {
  readonly around: Surroundings;
  readonly plan: FamilyPlan;
  /** As Odoo has it after the batch's writes. */
  readonly template: RemoteTemplate;
  readonly outcome: Outcome;
  /** Whether the record here can still take what was meant for it: nobody changed it meanwhile. */
  readonly here: boolean;
  readonly sent: SentPictures;
  readonly taken: TakenPictures;
}
