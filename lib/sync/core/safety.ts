export type SafetyVerdict =
  | { readonly safe: true }
  | { readonly safe: false; readonly code: 'empty_answer' | 'mass_deletion'; readonly params: SafetyFigures }
  | { readonly safe: false; readonly code: 'mass_creation'; readonly params: CreationFigures };

export interface SafetyFigures {
  readonly known: number;
  readonly missing: number;
  readonly side: 'here' | 'odoo';
}

export interface CreationFigures {
  /** How many records would be made. */
  readonly count: number;
  /** How many there are on the side on which they would be made. */
  readonly known: number;
  readonly side: 'here' | 'odoo';
}

/** So few may be made at once whatever the size of the catalogue. */
export const CREATIONS_FINE = 100;

/** So few may vanish at once whatever the size of the catalogue. */
const ALWAYS_FINE = 10;
/** Beyond this share somebody has to say that it is meant. */
const SHARE = 0.25;

/**
 * Whether deletions seen on one side may be carried to the other without asking: an empty answer or a quarter of the
 * catalogue gone is more often a lost right, a wrong filter or a restored backup than a wish.
 */
export function judgeDeletions(figures: SafetyFigures, confirmed: boolean): SafetyVerdict {
  const { known, missing } = figures;
  if (confirmed || missing === 0) return { safe: true };
  if (missing >= known && known > 1) return { safe: false, code: 'empty_answer', params: figures };
  if (missing > Math.max(ALWAYS_FINE, known * SHARE)) {
    return { safe: false, code: 'mass_deletion', params: figures };
  }
  return { safe: true };
}

/**
 * Likewise for what was put away, and said so: no empty answer, so a few are fine even where they are all there is. Also
 * for single variants of products that stay: one that is given other attributes loses all its variants at once.
 */
export function judgeArchivings(figures: SafetyFigures, confirmed: boolean): SafetyVerdict {
  return figures.missing <= ALWAYS_FINE ? { safe: true } : judgeDeletions(figures, confirmed);
}

/**
 * Whether so many records may be made at once without asking: more often than a wish it is another database, a filter
 * taken off by mistake, or an import that went wrong on the other side.
 */
export function judgeCreations(figures: CreationFigures, confirmed: boolean): SafetyVerdict {
  const { count, known } = figures;
  if (confirmed || count <= Math.max(CREATIONS_FINE, known * SHARE)) return { safe: true };
  return { safe: false, code: 'mass_creation', params: figures };
}
