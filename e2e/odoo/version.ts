/** The Odoo series whose answers were recorded. */
export const RECORDED_VERSIONS = [14, 15, 16, 17, 18, 19] as const;
export type RecordedVersion = (typeof RECORDED_VERSIONS)[number];

/** The series the stand-in can play. 19.4 (Odoo Online's saas~19.4) and 20 rest on reading their source, not on running them. */
export const ODOO_VERSIONS = [...RECORDED_VERSIONS, 19.4, 20] as const;
export type OdooVersion = (typeof ODOO_VERSIONS)[number];

/** Parses "17", "17.0", "saas~19.4" or 17. @throws Error for a series that it cannot play. */
export function odooVersion(text: string | number): OdooVersion {
  const wanted = Number.parseFloat(String(text).replace(/^saas[~-]/, ''));
  const found = ODOO_VERSIONS.find((version) => version === wanted);
  if (found === undefined) throw new Error(`The stand-in cannot play Odoo ${text}`);
  return found;
}

/** The recorded series that a version is like, but for what was read in its source. */
export function recordedLike(version: OdooVersion): RecordedVersion {
  return RECORDED_VERSIONS.findLast((recorded) => recorded <= version) ?? 14;
}

/** What a server calls itself: "19.0", "saas~19.4". */
function serieOf(version: OdooVersion): string {
  return Number.isInteger(version) ? `${version}.0` : `saas~${version}`;
}

/**
 * Everything that differs between the series and is not a field list, in one place.
 * Source: FACTS.md and BY-VERSION.md; the letter of the section stands beside each entry.
 */
export interface Capabilities {
  readonly version: OdooVersion;
  /** "17.0" */
  readonly serie: string;
  /** Services besides common and object: `db` until saas~19.1 (read in source: PR 238399). */
  readonly databaseService: boolean;
  /** A: product type is written as. */
  readonly storable: 'type' | 'detailed_type' | 'is_storable';
  /** A: many2many of groups on res.users. */
  readonly groupsField: 'groups_id' | 'group_ids';
  /** A: list_price and standard_price keep what was sent (19). */
  readonly roundsPrices: boolean;
  /** A: a product must have a category (14–18). */
  readonly categoryRequired: boolean;
  /** A: a barcode is a unique column (14, 15) or a check on living products (16+). */
  readonly barcode: 'unique-column' | 'checked';
  /** A: wrong logins close an address for a while (14, 15). */
  readonly loginCooldown: boolean;
  /** A: an unknown language of the context is a fault (18, 19). */
  readonly checksLanguage: boolean;
  /** A: translations are rows of ir.translation (14, 15). */
  readonly translationRows: boolean;
  /** B: WebP is taken (17+). */
  readonly webp: boolean;
  /** B: price_include_override in place of price_include (18+). */
  readonly priceIncludeOverride: boolean;
  /** FACTS-2 B, Taxes: the 18 of February 2025 taxes later taxes whatever they say, and excluded ones on the full price. */
  readonly taxesIgnoreAffected: boolean;
  /** B: tax names are unique per company (17+). */
  readonly uniqueTaxNames: boolean;
  /** C §2: a datetime without fraction is compared by whole seconds (19). */
  readonly comparesWholeSeconds: boolean;
  /** C §2: a template write moves its variants' write_date (17+). */
  readonly templateWriteMovesVariants: boolean;
  /** C §2: a template image moves the variants' write_date. */
  readonly templateImageMovesVariants: boolean;
  /** C §3: search(count=True). */
  readonly searchCountFlag: boolean;
  /** C §3: search_count(limit=). */
  readonly searchCountLimit: boolean;
  /** C §3: search_read(load=). */
  readonly searchReadLoad: boolean;
  /** C §3: name_get is callable. */
  readonly nameGet: boolean;
  /** C §4: XML prolog. */
  readonly prolog: string;
  /** C §4: requests above 128 MiB are refused with 413. */
  readonly limitsRequestSize: boolean;
  /** C §7: `error.code` of JSON-RPC. */
  readonly jsonErrorCode: number;
  /** Binary fields are read as `{content, size}` and bin_size is not heard (20, read in source: PR 266082). */
  readonly binaryObjects: boolean;
  /** C §8: JSON-2 exists. */
  readonly json2: boolean;
}

export function capabilitiesOf(version: OdooVersion): Capabilities {
  const since = (first: OdooVersion): boolean => version >= first;
  return {
    version,
    serie: serieOf(version),
    databaseService: version <= 19,
    storable: version === 14 ? 'type' : version <= 17 ? 'detailed_type' : 'is_storable',
    groupsField: since(19) ? 'group_ids' : 'groups_id',
    roundsPrices: !since(19),
    categoryRequired: !since(19),
    barcode: since(16) ? 'checked' : 'unique-column',
    loginCooldown: !since(16),
    checksLanguage: since(18),
    translationRows: !since(16),
    webp: since(17),
    priceIncludeOverride: since(18),
    taxesIgnoreAffected: version === 18,
    uniqueTaxNames: since(17),
    comparesWholeSeconds: since(19),
    templateWriteMovesVariants: since(17),
    templateImageMovesVariants: version === 15 || since(17),
    searchCountFlag: !since(17),
    searchCountLimit: since(16),
    searchReadLoad: since(15),
    nameGet: !since(18),
    prolog: since(18) ? '<?xml version="1.0"?>' : "<?xml version='1.0'?>",
    limitsRequestSize: since(17),
    jsonErrorCode: since(19) ? 0 : 200,
    binaryObjects: since(20),
    json2: since(19),
  };
}
