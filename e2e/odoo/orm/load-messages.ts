import type { OdooFault } from './faults';
import type { Model } from './model';
import type { Wire } from './values';

/** A cell that cannot be understood; `%(field)s` becomes the field's label. */
export class LoadProblem extends Error {
  constructor(
    readonly field: string,
    message: string,
    /** Model whose records were possible. */
    readonly target?: string,
  ) {
    super(message);
  }
}

/** The message of a cell that cannot be understood. */
export function fieldMessage(model: Model, at: number, problem: LoadProblem): Wire {
  const label = model.cls.fields[problem.field]?.string ?? problem.field;
  const { version } = model.env.caps;
  const list = version >= 18 ? 'list' : 'tree';
  return {
    rows: { from: at, to: at },
    type: 'error',
    record: at,
    field: problem.field,
    message: problem.message.replace('%(field)s', label),
    ...(problem.target
      ? {
          moreinfo: {
            name: 'Possible Values',
            type: 'ir.actions.act_window',
            target: 'new',
            view_mode: `${list},form`,
            views: [
              [false, 'list'],
              [false, 'form'],
            ],
            context: { create: false },
            help: 'See all possible values',
            res_model: problem.target,
          },
        }
      : {}),
    ...(version >= 15 ? { field_name: label } : {}),
  };
}

const REQUIRED = /Field: .* \((\w+)\)|field '[^']*' \((\w+)\)/;

/** The message (or two: 17+ names both rows of a barcode) of a row that the database refused. */
export function messageOf(
  model: Model,
  at: number,
  fault: OdooFault,
  columns: readonly string[],
  matrix: readonly Wire[],
): Wire[] {
  const { version } = model.env.caps;
  const entry = (record: number, message: string, more: { [key: string]: Wire } = {}): Wire => ({
    rows: { from: record, to: record },
    record,
    type: 'error',
    message,
    ...more,
  });
  const required = REQUIRED.exec(fault.message);
  const name = required?.[1] ?? required?.[2];
  if (name !== undefined && /mandatory|Missing required/.test(fault.message)) {
    const label = model.cls.fields[name]?.string ?? name;
    const head = `Missing required value for the field '${label}' (${name})`;
    const tail = `.\nModel: '${model.cls.label(model.env)}' (${model.name})\n- create/update: a mandatory field is not set\n- delete: another model requires the record being deleted, you can archive it instead\n`;
    return [entry(at, version >= 19 ? `${head}${tail}` : head, { field: name })];
  }
  const column = columns.indexOf('barcode');
  const cell = (line: Wire): Wire => (Array.isArray(line) ? line[column] : undefined);
  if (fault.message === 'product_product_barcode_uniq') {
    const barcode = column < 0 ? '' : String(cell(matrix[at]));
    return [
      entry(
        at,
        `duplicate key value violates unique constraint "product_product_barcode_uniq"\nDETAIL:  Key (barcode)=(${barcode}) already exists.\n`,
      ),
    ];
  }
  if (version >= 17 && column >= 0 && fault.message.startsWith('Barcode(s) already assigned')) {
    const twins = matrix.flatMap((line, index) => (cell(line) === cell(matrix[at]) ? [index] : []));
    return twins.map((index) => entry(index, fault.message));
  }
  if (version === 15) {
    const text = `Unknown error during import: <class '${fault.python}'>: ${fault.message}`;
    return [entry(at, text, { moreinfo: 'Resolve other errors first' })];
  }
  return [entry(at, fault.message)];
}
