import type { ReportedError } from '../../history/batch-report';
import { PriceTaxError } from '../../prices/price-tax-error';
import type { FamilyPlan } from './plan/plan-family';

/**
 * What became of what a batch sent: which fields of which record Odoo did not take, and why. A field is named by the
 * local id of its record.
 */
export class Outcome {
  private readonly refused = new Map<string, Set<string>>();
  readonly errors = new Map<string, ReportedError[]>();

  refuse(
    plan: FamilyPlan,
    localId: string,
    kind: 'product' | 'variant',
    fields: readonly string[],
    error: unknown,
  ): void {
    const key = `${kind} ${localId}`;
    const known = this.refused.get(key) ?? new Set();
    for (const field of fields) known.add(field);
    this.refused.set(key, known);
    this.fail(plan, error);
  }

  fail(plan: FamilyPlan, error: unknown): void {
    this.tell(plan, asReported(error));
  }

  tell(plan: FamilyPlan, error: ReportedError): void {
    this.errors.set(plan.headId, [...(this.errors.get(plan.headId) ?? []), error]);
  }

  took(localId: string, kind: 'product' | 'variant', field: string): boolean {
    return !(this.refused.get(`${kind} ${localId}`)?.has(field) ?? false);
  }
}

interface Coded {
  readonly class: ReportedError['class'];
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Typed errors as they are; anything else is a fault of ours and is thrown on. */
export function asReported(error: unknown): ReportedError {
  if (error instanceof PriceTaxError) {
    return { class: 'mapping', code: error.code, message: error.message, params: { ...error.params } };
  }
  if (isCoded(error)) {
    return { class: error.class, code: error.code, message: error.message, params: error.params };
  }
  throw error;
}

function isCoded(error: unknown): error is Coded {
  return (
    typeof error === 'object' && error !== null && 'class' in error && 'code' in error && 'message' in error
  );
}
