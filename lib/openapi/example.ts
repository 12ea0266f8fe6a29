import { z } from 'zod';

/** What of a JSON schema an example and a table of fields are made from. */
const part = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  format: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
});
export type SchemaPart = z.output<typeof part>;
export type Schemas = Readonly<Record<string, unknown>>;

/** An unreadable schema (a boolean, as JSON schema allows) says nothing. */
export const readPart = (schema: unknown): SchemaPart => part.safeParse(schema).data ?? {};

/** The name a reference leads to, "Product"; null where it is none. */
export const refOf = ({ $ref }: SchemaPart): string | null => $ref?.split('/').at(-1) ?? null;

const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '01931f7e-6c1c-7b1d-9c59-2f4c8f0e9a10',
  'date-time': '2026-03-14T09:26:53.000Z',
  date: '2026-03-14',
  email: 'anne@example.com',
  uri: 'https://example.com',
};

/** What a field of this name usually holds. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/price|total|amount|revenue/, '19.90'],
  [/quantity|threshold|stock|weight/, '12'],
  [/title|label/, 'Carafe'],
  [/sku/, 'CAR-01'],
  [/ean/, '3760123456789'],
  [/cursor/, 'WyIwMTkzMWY3ZSJd'],
  [/currency/, 'EUR'],
  [/url/, 'https://boutique.odoo.com'],
  [/name/, 'Boutique'],
];

/** So deep are objects shown; what is further in is left out. */
const DEPTH = 12;

/** A value that fits the schema, as a reader would expect it: references followed, optional fields of a body left out. */
export function exampleOf(
  schema: unknown,
  schemas: Schemas,
  { optional = true }: { optional?: boolean } = {},
): unknown {
  return sample(schema, '', 0);

  function sample(given: unknown, name: string, depth: number): unknown {
    const read = readPart(given);
    const ref = refOf(read);
    if (ref !== null) return depth > DEPTH ? {} : sample(schemas[ref], name, depth + 1);
    if (read.const !== undefined) return read.const;
    if (read.default !== undefined) return read.default;
    if (read.enum) return read.enum[0];
    const choices = read.anyOf ?? read.oneOf;
    if (choices)
      return sample(choices.find((one) => readPart(one).type !== 'null') ?? choices[0], name, depth);
    if (read.allOf) return Object.assign({}, ...read.allOf.map((one) => sample(one, name, depth)));
    const type = Array.isArray(read.type) ? read.type[0] : read.type;
    if (type === 'array') return depth > DEPTH ? [] : [sample(read.items, name, depth + 1)];
    if (type === 'object' || read.properties) return objectOf(read, depth);
    if (type === 'boolean') return true;
    if (type === 'integer' || type === 'number') return 1;
    if (type === 'null') return null;
    if (read.format && BY_FORMAT[read.format]) return BY_FORMAT[read.format];
    return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? (type === 'string' ? 'text' : null);
  }

  function objectOf({ properties = {}, required = [] }: SchemaPart, depth: number): unknown {
    if (depth > DEPTH) return {};
    const shown = Object.entries(properties).filter(
      ([name], index) => optional || required.includes(name) || (required.length === 0 && index < 2),
    );
    return Object.fromEntries(shown.map(([name, value]) => [name, sample(value, name, depth + 1)]));
  }
}
