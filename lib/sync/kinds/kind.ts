import type { integrations } from '@/db/schema/integrations';
import type { KindComparison, KindCounts, RecordKind, RunNotice, runs } from '@/db/schema/runs';
import type { Ctx } from '@/lib/context';
import type { RemoteCompany, RemoteTax, RemoteWarehouse } from '@/lib/odoo/records';
import type { OdooSession } from '@/lib/odoo/session';
import type { ObjectStore } from '@/lib/storage/store';
import type { ChangeFeed } from '../engine/change-feed';
import type { Checkpoint } from '../engine/checkpoint';
import type { Probe } from '../engine/probe';
import type { BatchReport } from '../history/batch-report';
import type { FrameChange } from './frame-change';

export type Integration = typeof integrations.$inferSelect;
export type Run = typeof runs.$inferSelect;
export type Counts = Partial<Record<RecordKind, KindCounts>>;
export type Comparison = Partial<Record<RecordKind, KindComparison>>;

/** Phases in their order; a run goes through a phase for all kinds before it starts the next one. */
export const PHASES = ['reference', 'pull', 'push', 'sweep'] as const;
export type Phase = (typeof PHASES)[number];

/** What was read once for the whole run; of constant cost. */
export interface Reference {
  readonly company: RemoteCompany;
  readonly taxes: ReadonlyMap<number, RemoteTax>;
  readonly warehouses: readonly RemoteWarehouse[];
}

/** A product that a preview would make on one side. */
export interface Newcomer {
  readonly label: string;
  /** The record that has it already. */
  readonly from:
    | { readonly side: 'here'; readonly productId: string }
    | { readonly side: 'odoo'; readonly odooId: number };
}

/** Everything a kind is given while a run lasts. Nothing in it is global; a test makes one with any Odoo and database. */
export interface RunContext {
  readonly ctx: Ctx;
  readonly store: ObjectStore;
  readonly integration: Integration;
  readonly run: Run;
  readonly odoo: OdooSession;
  readonly reference: Reference;
  /** What the first look of the run has told. */
  readonly probe: Probe;
  /** What of Odoo's settings has changed since the last run that went well. */
  readonly frame: FrameChange;
  /** What a person should know of this run; kept with it at its end. */
  readonly notices: RunNotice[];
  /** Figures of the run so far; written with every batch. */
  readonly counts: Counts;
  /** What a check has compared so far; written with every batch. */
  readonly comparison: Comparison;
  /** The run compares everything selected and writes on neither side; it is a dry run too. */
  readonly checks: boolean;
  /** Records a batch: counts, changes, errors, conflicts; saved in the transaction that applies the batch. */
  report(): BatchReport;
  /** What changed in Odoo since the last successful run, one stream at a time. */
  readonly feed: ChangeFeed;
  /** How far a full run has come; said after every batch, kept by `progress`. */
  readonly checkpoint: Checkpoint;
  /** Records a preview has told about: nothing it does marks them as done. */
  readonly foreseen: Set<string>;
  /** Who edited records in Odoo last: asked for those that both sides changed. */
  readonly editors: Map<string, string>;
  /** In a preview: stored products that the run would tie, so that their stock is told too. */
  readonly newcomers: Newcomer[];
  /** In a preview: calls that only the run makes, for what it downloads. */
  readonly unmade: { calls: number };
  readonly batchSize: number;
  /** May this run write to Odoo / here at all: the direction, and never in a dry run. */
  readonly mayWriteOdoo: boolean;
  readonly mayWriteHere: boolean;
  /** Names what comes next, for the page that shows the run. */
  phase(name: Phase, kind: RecordKind): void;
  /** Writes heartbeat and progress; throws RunStopped when a person cancelled the run or another worker has it. */
  progress(done: number, total?: number | null): Promise<void>;
}

/**
 * A kind of record as the engine runs it. Each phase works in batches: read both sides, reconcile (pure), write Odoo,
 * then ONE local transaction (see `inEngineTransaction`) that writes here, links with their base, the report, and
 * removes outbox rows. No phase holds a transaction open over a call to Odoo, and each can be killed anywhere and
 * run again.
 */
export interface SyncKind {
  /** Names it in `runs.kinds`, so that a run may be asked for some kinds only. */
  readonly name: RecordKind;
  /** Whether the integration's settings ask for this kind at all. */
  selected(integration: Integration): boolean;
  readonly phases: Partial<Record<Phase, (run: RunContext) => Promise<void>>>;
}
