/**
 * Makes Lit (and nanostores) safe on any page. As published they die, whole bundle and all, where
 *
 *  - an element of the page is called `litHtmlVersions` or the like: `window.litHtmlVersions` is then that element,
 *    which has no `push`;
 *  - another copy of Lit is on a page that enforces Trusted Types: the policy `lit-html` exists already, and
 *    creating it a second time throws.
 *
 * So the published bundle reads and writes no global of theirs, has a Trusted Types policy of its own name, and
 * goes on without the policy where it may not create one. A place that is not found stops the build: an upgrade
 * must not lose this in silence.
 */

const nothing = '(void 0)';

/** `(globalThis.litHtmlVersions ??= []).push('3.3.3')`: a list for a warning about several copies. */
const versions = (name) => [new RegExp(`\\(\\w+\\.${name}\\?\\?=\\[\\]\\)\\.push\\("[^"]*"\\)`), nothing];

/** A global that polyfills and server rendering would set. Nobody does here. */
const hook = (name) => [new RegExp(`\\b\\w+\\.${name}\\b`), nothing];

const patches = {
  'lit-html/lit-html.js': [
    // Made when the first template is, and not before: a copy of Shuk that finds another one on the page renders
    // nothing, and must not take the name from it.
    [
      /(\w+)\?\1\.createPolicy\("lit-html",(\{createHTML:(\w+)=>\3\})\):void 0/,
      '{createHTML(html){return(this.policy??=(()=>{try{return $1?.createPolicy("shuk-lit",$2)}catch{}})()??$2).createHTML(html)}}',
    ],
    hook('litHtmlPolyfillSupport'),
    versions('litHtmlVersions'),
  ],
  // Every browser that has what we need besides has constructable style sheets: without the `<style>` way round them.
  '@lit/reactive-element/css-tag.js': [
    [/\w+\.ShadowRoot&&\(void 0===\w+\.ShadyCSS.*?"replace"in CSSStyleSheet\.prototype/, '!0'],
    [/if\(\w+\)(\w+\.adoptedStyleSheets=.*?);else for\(.*?appendChild\(\w+\)\}/, '$1'],
    [/,(\w+)=\w+\?(\w+)=>\2:\w+=>\w+ instanceof CSSStyleSheet\?.*?:\w+;/, ',$1=(s)=>s;'],
    [/throw Error\("Value passed to 'css'.*?"\)/, 'throw Error("css")'],
    [/throw Error\("CSSResult is not.*?"\)/, 'throw Error("css")'],
  ],
  '@lit/reactive-element/reactive-element.js': [
    // Only standard decorators use the metadata; ours are TypeScript's.
    [/Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/, ''],
    [
      /const (\w+)=this\[Symbol\.metadata\];if\(null!==\1\)\{const (\w+)=litPropertyMetadata\.get\(\1\);.*?\}(?=this\.)/,
      '',
    ],
    hook('reactiveElementPolyfillSupport'),
    versions('reactiveElementVersions'),
  ],
  '@lit/reactive-element/decorators/property.js': [[/"object"==typeof (\w+)\?\w+\(\w+,\w+,\1\):/, '']],
  'lit-element/lit-element.js': [
    hook('litElementHydrateSupport'),
    hook('litElementPolyfillSupport'),
    versions('litElementVersions'),
  ],
  // Still shared by all copies of Shuk, under a name that no markup can take.
  'nanostores/atom/index.js': [[/globalThis\.nanostoresGlobal \|\|=/, "globalThis[Symbol.for('shuk:nanostores')] ||="]],
};

const optional = new Set(['@lit/reactive-element/decorators/property.js']);

/** What may not be in the result, whichever way it came in. */
const traces =
  /(?:litHtml|litElement|reactiveElement)(?:Versions|PolyfillSupport|HydrateSupport)|litPropertyMetadata|ShadyCSS|nanostoresGlobal\b(?=\s*\|\|)|"lit-html"/;

export function litOnAnyPage() {
  const patched = new Set();
  return {
    name: 'lit-on-any-page',
    transform(code, id) {
      const file = Object.keys(patches).find((path) => id.endsWith(`/node_modules/${path}`));
      if (!file) return null;
      patched.add(file);
      for (const [place, replacement] of patches[file]) {
        if (!place.test(code)) this.error(`${file} no longer has ${place}: see tools/rollup-lit.mjs`);
        code = code.replace(place, replacement);
      }
      return { code, map: null };
    },
    generateBundle(_options, bundle) {
      for (const file of Object.keys(patches)) {
        if (!patched.has(file) && !optional.has(file))
          this.error(`${file} is not in the bundle: see tools/rollup-lit.mjs`);
      }
      for (const { fileName, code = '' } of Object.values(bundle)) {
        const trace = traces.exec(code);
        if (trace) this.error(`${fileName} has ${trace[0]}: see tools/rollup-lit.mjs`);
      }
    },
  };
}
