/**
 * Runs an update and, where it took the focus away, gives it to what stands in that place now: the undo of a removed
 * line, the line itself, its neighbour, what is left around it, and last `fallback`.
 */
export function keepFocus(
  root: ShadowRoot | null,
  update: () => void,
  fallback: () => Element | null | undefined,
): void {
  const focused = root?.activeElement;
  const place = focused?.closest('li, section, footer');
  const list = place?.parentElement;
  const around = list?.parentElement;
  const index = place && list ? [...list.children].indexOf(place) : 0;
  update();
  if (!focused || root.activeElement === focused) return;
  for (const near of [focused, place, list?.children[index], list?.lastElementChild, around, fallback()]) {
    for (const target of [near?.querySelector('[part="undo"]'), near, near?.querySelector('button, a, summary')]) {
      (target as HTMLElement | null | undefined)?.focus();
      if (target && root.activeElement === target) return;
    }
  }
}
