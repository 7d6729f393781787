/** The variations of a variable product. One that leaves an attribute open stands for each of its values. */
import type { Context, DraftOption, DraftVariant } from '../draft.js';
import { slug } from '../values/slug.js';
import type { Images, Prices } from './common.js';
import type { Attribute, WooRow } from './woocommerce-row.js';

/** Open attributes multiply; a product with more variants than this is not what its shop meant. */
const MAX_VARIANTS = 2_000;

export interface Variations {
  readonly options: readonly DraftOption[];
  readonly variants: readonly DraftVariant[];
}

export function variationsOf(
  parent: WooRow,
  children: readonly WooRow[],
  images: Images,
  prices: Prices,
  context: Context,
): Variations {
  const options = optionsOf(parent, children);
  const taken = new Set<string>();
  const variants: DraftVariant[] = [];
  for (const child of inOrder(children)) {
    const choices = choicesOf(child, options);
    const price = choices && child.price(prices);
    const stock = price && child.stock(parent);
    if (!stock) continue;
    if (variants.length + choices.reduce((count, { values }) => count * values.length, 1) > MAX_VARIANTS) {
      context.findings.leaveOut(child.place, undefined, `its open attributes make more than ${MAX_VARIANTS} variants`);
      continue;
    }
    const image = child.list('images').map((name) => images.add(child.place, child.label('images'), name));
    for (const values of product(choices.map((choice) => choice.values))) {
      // Like WooCommerce: the first variation that fits is the one that is sold.
      if (choices.some(({ open }) => open) && taken.has(values.join('\0'))) continue;
      taken.add(values.join('\0'));
      variants.push({
        ...{ place: child.place, values, price, ...stock },
        ...{ sku: child.sku, key: keyOf(child, choices, values), keyColumn: child.label(child.sku ? 'sku' : 'id') },
        image: image[0],
        maximum: parent.maximum ?? child.maximum,
      });
    }
  }
  return { options, variants };
}

/** The attributes that some variation names; the others only inform. In the parent's order, with its values. */
function optionsOf(parent: WooRow, children: readonly WooRow[]): readonly DraftOption[] {
  const used = new Map<string, { readonly name: string; readonly column: string; readonly values: Set<string> }>();
  for (const { name, values, column } of children.flatMap((child) => child.attributes)) {
    const option = used.get(name.toLowerCase()) ?? { name, column, values: new Set<string>() };
    for (const value of values) option.values.add(value);
    used.set(name.toLowerCase(), option);
  }
  const declared = parent.attributes.filter(({ name }) => used.has(name.toLowerCase()));
  const names = new Set([...declared.map(({ name }) => name.toLowerCase()), ...used.keys()]);
  return [...names].flatMap((key) => {
    const option = used.get(key);
    const own: Attribute | undefined = declared.find((attribute) => attribute.name.toLowerCase() === key);
    const values = [...new Set([...(own?.values ?? []), ...(option?.values ?? [])])];
    return option ? [{ name: own?.name ?? option.name, column: option.column, values }] : [];
  });
}

interface Choice {
  readonly values: readonly string[];
  /** True where the variation leaves the attribute open ("any size"). */
  readonly open: boolean;
}

/** For each option the values that a variation stands for; `undefined` (reported) where there are none. */
function choicesOf(child: WooRow, options: readonly DraftOption[]): readonly Choice[] | undefined {
  const attributes = child.attributes;
  const choices = options.map(({ name, values }): Choice => {
    const own = attributes.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
    const [value] = own?.values ?? [];
    return value === undefined ? { values, open: true } : { values: [value], open: false };
  });
  if (options.length && choices.every(({ values }) => values.length)) return choices;
  child.leaveOut('parent', 'has no attribute that tells it from the other variations');
  return undefined;
}

/** The SKU, or WooCommerce's number; with the values where one variation became several variants. */
function keyOf(child: WooRow, choices: readonly Choice[], values: readonly string[]): string | undefined {
  const key = child.sku ?? child.id;
  if (!key) return undefined;
  return [key, ...values.filter((_, index) => choices[index]?.open).map(slug)].join('-');
}

function inOrder(children: readonly WooRow[]): readonly WooRow[] {
  const position = (child: WooRow): number => Number(child.text('position')) || 0;
  return [...children].sort((a, b) => position(a) - position(b));
}

/** Every combination of one value from each list. */
function product(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return lists.reduce<readonly (readonly string[])[]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}
