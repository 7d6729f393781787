/** How much of one product a catalogue holds (see its schema). What is more is left out, and reported. */
import type { DraftProduct, DraftVariant } from './draft.js';
import { quote, type Findings } from './report.js';

const MAX_NAME = 255;
export const MAX_LIST = 500;
const MAX_OPTIONS = 10;
const MAX_VARIANTS = 2_048;

/** The product within those limits; none where its id or its options are beyond them. */
export function withinLimits(draft: DraftProduct, findings: Findings): readonly DraftProduct[] {
  const { place, idColumn, id, handle, images, collections, options } = draft;
  if (id.length > MAX_NAME) {
    findings.leaveOut(place, idColumn, `${quote(id)} is longer than ${MAX_NAME} characters`);
    return [];
  }
  if (options.length > MAX_OPTIONS) {
    findings.leaveOut(place, undefined, `has ${options.length} options, and a catalogue holds ${MAX_OPTIONS}`);
    return [];
  }
  if (images.length > MAX_LIST) findings.warn(place, undefined, `has more than ${MAX_LIST} images`);
  if (collections.length > MAX_LIST) findings.warn(place, undefined, `is in more than ${MAX_LIST} collections`);
  const variants = draft.variants.flatMap((variant, index) => {
    if (index < MAX_VARIANTS) return [withoutLongNames(variant, findings)];
    findings.leaveOut(
      variant.place,
      undefined,
      `is variant ${index + 1} of its product, and a catalogue holds ${MAX_VARIANTS}`,
    );
    return [];
  });
  return [
    {
      ...draft,
      handle: handle === undefined ? undefined : shorten(handle),
      images: images.slice(0, MAX_LIST),
      collections: collections.slice(0, MAX_LIST),
      variants,
    },
  ];
}

/** A name that leaves room for a number behind it, and does not end within a character. */
export function shorten(name: string, most = MAX_NAME - 10): string {
  return name.length <= most
    ? name
    : name
        .slice(0, most)
        .replace(/[\uD800-\uDBFF]$/, '')
        .replace(/[\s-]+$/, '');
}

function withoutLongNames(variant: DraftVariant, findings: Findings): DraftVariant {
  const { place, sku, key, keyColumn, image } = variant;
  const isLong = (name: string | undefined): boolean => name !== undefined && name.length > MAX_NAME;
  if (isLong(sku)) findings.warn(place, keyColumn, `${quote(sku ?? '')} is longer than ${MAX_NAME} characters`);
  return {
    ...variant,
    sku: isLong(sku) ? undefined : sku,
    key: isLong(key) ? undefined : key,
    image: image !== undefined && image < MAX_LIST ? image : undefined,
  };
}
