import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVERS, type Server, startServer } from '@/e2e/support/odoo-servers';
import { archive, restore } from '../intentions/archive';
import { changedSince, countRecords } from '../intentions/changes';
import { ensureAttributeValues } from '../intentions/ensure-attributes';
import { extendAttributeLines } from '../intentions/extend-lines';
import { findTemplatesByCode } from '../intentions/lookup';
import { readCategories } from '../intentions/read-categories';
import { readTemplates } from '../intentions/read-templates';
import {
  createCategories,
  createTemplates,
  setPriceExtras,
  updateTemplates,
  updateVariants,
} from '../intentions/write-products';
import type { OdooSession } from '../session';

describe.each(SERVERS)('products on Odoo $version over $transport', ({ version, transport }) => {
  let server: Server;
  let odoo: OdooSession;

  beforeAll(async () => {
    server = await startServer(version, transport);
    odoo = await server.open();
  });
  afterAll(() => server.close());

  async function makeTemplate(
    externalId: string,
    values: { name: string; listPrice?: string },
  ): Promise<number> {
    const [result] = await createTemplates(odoo, [{ externalId, values }]);
    if (!result?.ok) throw result?.error;
    return result.id;
  }

  async function readOne(id: number) {
    const [template] = await readTemplates(odoo, [id]);
    if (!template) throw new Error(`template ${id} is not there`);
    return template;
  }

  it('makes one record of a creation sent twice', async () => {
    const rows = [{ externalId: 'twice', values: { name: 'Sent twice', listPrice: '19.99', taxIds: [] } }];
    const first = await createTemplates(odoo, rows);
    const second = await createTemplates(odoo, rows);
    expect(first[0]?.ok).toBe(true);
    expect(second).toEqual(first);
  });

  it('reads back what it wrote', async () => {
    const [made] = await createCategories(odoo, [
      { externalId: 'shirts', values: { name: 'T-shirts', parentId: null } },
    ]);
    const categoryId = made?.ok ? made.id : 0;
    const [result] = await createTemplates(odoo, [
      {
        externalId: 'whole',
        values: {
          name: 'Pull été <&> "é" 😀',
          description: 'one\ntwo',
          listPrice: '19.99',
          categoryId,
          goods: 'stored',
          weight: '0.25',
          taxIds: [],
        },
      },
    ]);
    const template = await readOne(result?.ok ? result.id : 0);
    expect(template).toMatchObject({
      name: 'Pull été <&> "é" 😀',
      description: 'one\ntwo',
      listPrice: '19.99',
      categoryId,
      goods: 'stored',
      weight: '0.25',
      taxIds: [],
      active: true,
      lines: [],
    });
    expect(template.variants).toHaveLength(1);
    expect(template.variants[0]).toMatchObject({ sku: null, ean: null, active: true, attributes: {} });
  });

  it('takes bad rows out and keeps the others', async () => {
    const results = await createTemplates(odoo, [
      { externalId: 'good_1', values: { name: 'Good 1' } },
      { externalId: 'bad', values: { name: '' } },
      { externalId: 'good_2', values: { name: 'Good 2' } },
    ]);
    expect(results.map((result) => result.ok)).toEqual([true, false, true]);
    const bad = results[1];
    expect(bad?.ok === false && bad.error.code).toBe('validation');
    expect(bad?.ok === false && bad.error.params.field).toBe('name');
  });

  it('updates equal, different and missing rows, each with its own result', async () => {
    const a = await makeTemplate('update_a', { name: 'A' });
    const b = await makeTemplate('update_b', { name: 'B' });
    const c = await makeTemplate('update_c', { name: 'C' });
    const results = await updateTemplates(odoo, [
      { id: a, values: { listPrice: '7.5' } },
      { id: 99_999_999, values: { listPrice: '7.5' } },
      { id: b, values: { listPrice: '7.5' } },
      { id: c, values: { listPrice: '8' } },
      { id: 99_999_998, values: { listPrice: '9' } },
    ]);
    expect(results.map((result) => (result.ok ? result.id : result.error.code))).toEqual([
      a,
      'missing_record',
      b,
      c,
      'missing_record',
    ]);
    expect((await readTemplates(odoo, [c, a, b])).map((template) => template.listPrice)).toEqual([
      '8',
      '7.5',
      '7.5',
    ]);
  });

  it('updates archived records among others', async () => {
    const awake = await makeTemplate('awake', { name: 'Awake' });
    const asleep = await makeTemplate('asleep', { name: 'Asleep' });
    await archive(odoo, 'product.template', [asleep]);
    const results = await updateTemplates(odoo, [
      { id: awake, values: { name: 'Awake 2' } },
      { id: asleep, values: { name: 'Asleep 2' } },
    ]);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await readOne(asleep)).toMatchObject({ name: 'Asleep 2', active: false });
  });

  it('gives a template variants and keeps the first one', async () => {
    const id = await makeTemplate('variants', { name: 'Shirt', listPrice: '10' });
    const before = await readOne(id);
    await updateVariants(odoo, [
      { id: before.variants[0]?.id ?? 0, values: { sku: 'SHIRT-1', ean: '2000000000411' } },
    ]);
    const [colour, size] = await ensureAttributeValues(odoo, [
      { attribute: 'Couleur', values: ['Rouge', 'Bleu'] },
      { attribute: 'Taille', values: ['S'] },
    ]);
    const lines = [colour, size].map((attribute) => ({
      lineId: null,
      attributeId: attribute?.attributeId ?? 0,
      valueIds: [...(attribute?.valueIds.values() ?? [])].map((valueId) => valueId ?? 0),
    }));
    expect(await extendAttributeLines(odoo, [{ templateId: id, lines }])).toEqual([{ ok: true, id }]);
    expect(await extendAttributeLines(odoo, [{ templateId: id, lines }])).toEqual([{ ok: true, id }]);
    const after = await readOne(id);
    expect(after.lines.map((line) => [line.attribute, line.values.map((value) => value.value)])).toEqual([
      ['Couleur', ['Rouge', 'Bleu']],
      ['Taille', ['S']],
    ]);
    expect(after.variants.map((variant) => variant.attributes)).toEqual([
      { Couleur: 'Rouge', Taille: 'S' },
      { Couleur: 'Bleu', Taille: 'S' },
    ]);
    expect(after.variants[0]).toMatchObject({
      id: before.variants[0]?.id,
      sku: 'SHIRT-1',
      ean: '2000000000411',
    });
    const blue = after.lines[0]?.values[1];
    await setPriceExtras(odoo, [{ ptavId: blue?.ptavId ?? 0, extra: '2.5' }]);
    expect((await readOne(id)).lines[0]?.values.map((value) => value.priceExtra)).toEqual(['0', '2.5']);
  });

  it('finds values whatever their case and accents, and makes no doubles', async () => {
    const [first] = await ensureAttributeValues(odoo, [{ attribute: 'Matière', values: ['Éponge'] }]);
    const [again] = await ensureAttributeValues(odoo, [{ attribute: 'MATIERE', values: ['eponge', 'Lin'] }]);
    expect(again?.attributeId).toBe(first?.attributeId);
    expect(again?.valueIds.get('eponge')).toBe(first?.valueIds.get('Éponge'));
    expect(again?.valueIds.get('Lin')).toBeGreaterThan(0);
  });

  it('leaves a renamed value alone when its old name is wanted again', async () => {
    const [first] = await ensureAttributeValues(odoo, [{ attribute: 'Motif', values: ['Uni'] }]);
    const valueId = first?.valueIds.get('Uni') ?? 0;
    await odoo.call('product.attribute.value', 'write', [[valueId], { name: 'Sans motif' }]);
    const [again] = await ensureAttributeValues(odoo, [{ attribute: 'Motif', values: ['Uni'] }]);
    expect(again?.valueIds.get('Uni')).not.toBe(valueId);
    const row = await odoo.call('product.attribute.value', 'read', [[valueId], ['name']]);
    expect(row).toMatchObject([{ name: 'Sans motif' }]);
  });

  it('makes a product without a category, and knows none on 19 only', async () => {
    const [made] = await createTemplates(odoo, [
      { externalId: 'lonely', values: { name: 'Lonely', categoryId: null } },
    ]);
    const template = await readOne(made?.ok ? made.id : 0);
    if (version >= 19) expect(template.categoryId).toBeNull();
    else expect(template.categoryId).toBeGreaterThan(0);
  });

  it('does not take archived attributes, nor their names', async () => {
    const [first] = await ensureAttributeValues(odoo, [{ attribute: 'Pointure', values: ['42'] }]);
    const canSleep = (await odoo.fieldsOf('product.attribute')).has('active');
    expect(canSleep).toBe(version >= 18);
    if (canSleep) await odoo.call('product.attribute', 'write', [[first?.attributeId], { active: false }]);
    const [again] = await ensureAttributeValues(odoo, [{ attribute: 'Pointure', values: ['42'] }]);
    expect(again?.attributeId === first?.attributeId).toBe(!canSleep);
  });

  it('restores a template without waking variants that slept before', async () => {
    const id = await makeTemplate('sleepers', { name: 'Sleepers' });
    const [colour] = await ensureAttributeValues(odoo, [{ attribute: 'Couleur', values: ['Rouge', 'Bleu'] }]);
    const valueIds = [...(colour?.valueIds.values() ?? [])].map((valueId) => valueId ?? 0);
    await extendAttributeLines(odoo, [
      { templateId: id, lines: [{ lineId: null, attributeId: colour?.attributeId ?? 0, valueIds }] },
    ]);
    const asleep = (await readOne(id)).variants[1]?.id ?? 0;
    await archive(odoo, 'product.product', [asleep]);
    await archive(odoo, 'product.template', [id]);
    await restore(odoo, [id], [asleep]);
    const after = await readOne(id);
    expect(after.active).toBe(true);
    expect(after.variants.map((variant) => variant.active)).toEqual([true, false]);
  });

  it('finds records by code, archived ones too', async () => {
    const id = await makeTemplate('coded', { name: 'Coded' });
    const variantId = (await readOne(id)).variants[0]?.id ?? 0;
    await updateVariants(odoo, [{ id: variantId, values: { sku: 'CODED-1', costPrice: '3.2' } }]);
    await archive(odoo, 'product.template', [id]);
    const found = await findTemplatesByCode(odoo, { skus: ['CODED-1', 'nobody'], eans: ['nothing'] });
    expect(found).toEqual([
      { productId: variantId, templateId: id, sku: 'CODED-1', ean: null, active: false },
    ]);
  });

  it('names a taken barcode as the error of its own row', async () => {
    const ids = [
      await makeTemplate('ean_1', { name: 'Ean 1' }),
      await makeTemplate('ean_2', { name: 'Ean 2' }),
    ];
    const [one, two] = (await readTemplates(odoo, ids)).map((template) => template.variants[0]?.id ?? 0);
    await updateVariants(odoo, [{ id: one ?? 0, values: { ean: '2000000000428' } }]);
    const results = await updateVariants(odoo, [
      { id: two ?? 0, values: { ean: '2000000000428' } },
      { id: one ?? 0, values: { ean: '2000000000435' } },
    ]);
    expect(results.map((result) => (result.ok ? 'ok' : result.error.class))).toContain('ok');
  });

  it('sees rows written since, with what is equal to the watermark', async () => {
    const id = await makeTemplate('seen', { name: 'Seen' });
    const { writeDate } = await readOne(id);
    const seen = [];
    for await (const page of changedSince(odoo, 'product.template', writeDate)) seen.push(...page);
    expect(seen).toContainEqual({ id, writeDate, owner: null });
    const variants = [];
    for await (const page of changedSince(odoo, 'product.product', null)) variants.push(...page);
    expect(variants.some((row) => row.owner === id)).toBe(true);
    expect(await countRecords(odoo, 'product.product')).toBe(variants.length);
  });

  it('reads categories as a tree', async () => {
    const [parent] = await createCategories(odoo, [
      { externalId: 'tree_1', values: { name: 'A / B', parentId: null } },
    ]);
    const parentId = parent?.ok ? parent.id : 0;
    const [child] = await createCategories(odoo, [{ externalId: 'tree_2', values: { name: 'C', parentId } }]);
    const [row] = await readCategories(odoo, [child?.ok ? child.id : 0]);
    expect(row).toMatchObject({ name: 'C', parentId, completeName: 'A / B / C' });
  });

  it('reads thousands of records in a constant number of calls', async () => {
    const ids = await createTemplates(
      odoo,
      Array.from({ length: 300 }, (_, n) => ({ externalId: `many_${n}`, values: { name: `Many ${n}` } })),
    );
    const before = odoo.calls.count;
    const few = await readTemplates(
      odoo,
      ids.slice(0, 3).map((result) => (result.ok ? result.id : 0)),
    );
    const callsForFew = odoo.calls.count - before;
    const many = await readTemplates(
      odoo,
      ids.map((result) => (result.ok ? result.id : 0)),
    );
    expect([few.length, many.length]).toEqual([3, 300]);
    expect(odoo.calls.count - before - callsForFew).toBe(callsForFew);
  });
});
