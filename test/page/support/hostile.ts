/** Reads a page as an attacker would: what of his could run, or lead somewhere it should not? */

const FORBIDDEN = new Set([
  'script',
  'iframe',
  'frame',
  'object',
  'embed',
  'base',
  'link',
  'meta',
  'style',
  'math',
  'marquee',
]);
const ADDRESSES = [
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'data',
  'poster',
  'background',
  'srcset',
  'ping',
];

/** Every dangerous thing below a node, shadow roots included; empty when all is well. */
export function dangers(root: ParentNode): string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    if (FORBIDDEN.has(element.localName)) found.push(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'srcdoc') found.push(`${name}="${value}"`);
      if (name === 'style' && /url|expression|import|\\|:\s*fixed/i.test(value)) found.push(`style="${value}"`);
      if (ADDRESSES.includes(name.toLowerCase()) && !harmless(value, element)) found.push(`${name}="${value}"`);
    }
    if (element.shadowRoot) found.push(...dangers(element.shadowRoot));
  }
  return found;
}

function harmless(value: string, element: Element): boolean {
  if (value.startsWith('#')) return true;
  try {
    const { protocol, username } = new URL(value, element.ownerDocument.location.href);
    return /^https?:$/.test(protocol) && !username;
  } catch {
    return false;
  }
}
