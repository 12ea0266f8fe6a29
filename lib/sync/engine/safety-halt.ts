import type { SafetyFigures, SafetyVerdict } from '../core/safety';

export type SafetyHaltCode = 'empty_answer' | 'mass_deletion' | 'odoo_went_back';

/** The run stops before it carries suspicious deletions over; a person confirms or corrects the cause. */
export class SafetyHalt extends Error {
  override readonly name = 'SafetyHalt';
  readonly params: Record<string, unknown>;
  constructor(
    readonly code: SafetyHaltCode,
    figures: SafetyFigures | Readonly<Record<string, number>>,
  ) {
    super(code);
    this.params = { ...figures };
  }
}

/** @throws SafetyHalt unless the verdict is safe */
export function haltUnlessSafe(verdict: SafetyVerdict): void {
  if (!verdict.safe) throw new SafetyHalt(verdict.code, verdict.params);
}
