import type { CreationFigures, SafetyFigures, SafetyVerdict } from '../core/safety';

export type SafetyHaltCode =
  | 'empty_answer'
  | 'mass_deletion'
  | 'mass_creation'
  | 'foreign_records'
  | 'odoo_went_back';

/** The run stops before it carries over what is suspicious; a person confirms or corrects the cause. */
export class SafetyHalt extends Error {
  override readonly name = 'SafetyHalt';
  readonly params: Record<string, unknown>;
  constructor(
    readonly code: SafetyHaltCode,
    figures: SafetyFigures | CreationFigures | Readonly<Record<string, number>>,
  ) {
    super(code);
    this.params = { ...figures };
  }
}

/** @throws SafetyHalt unless the verdict is safe */
export function haltUnlessSafe(verdict: SafetyVerdict): void {
  if (!verdict.safe) throw new SafetyHalt(verdict.code, verdict.params);
}
