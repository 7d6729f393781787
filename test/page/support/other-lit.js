// Somebody else's element on another copy of Lit.
import { html, LitElement } from 'lit';

customElements.define(
  'other-lit',
  class extends LitElement {
    render() {
      return html`<p>Other Lit</p>`;
    }
  },
);
