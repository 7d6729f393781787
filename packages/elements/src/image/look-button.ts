/** The button that opens the look; loaded where a picture has one. */
import type { ReactiveController } from 'lit';
import { css } from '../internal/css.js';
import { LocaleController } from '../internal/locale-controller.js';
import { look as words } from '../locales/en/look.js';
import type { Tag } from '../tag/tag.js';
import { adopt } from './adopt.js';
import type { Scene } from './scene.js';

const styles = css`
  [part='look-button'] {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline-start: 0.75rem;
    min-block-size: 2.75rem;
    margin: 0;
    padding-inline: 1.1rem;
    border: 0;
    border-radius: 2rem;
    background: #fff;
    color: #1a1a1a;
    font: inherit;
    font-weight: 600;
    font-size: 1rem;
    cursor: pointer;
    pointer-events: auto;
    touch-action: manipulation;
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.3);
  }

  @media (forced-colors: active) {
    [part='look-button'] {
      border: 2px solid;
    }
  }
`;

export function add(scene: Scene): void {
  adopt(scene.root, styles);
  scene.host.addController(new LookButton(scene));
  scene.host.requestUpdate();
}

/** Tags whose product the shop has, or has not answered for yet. */
export function lookTags(scene: Scene): readonly Tag[] {
  return scene.tags.filter((tag) => {
    const known = scene.product(tag);
    return known && known.status !== 'missing';
  });
}

class LookButton implements ReactiveController {
  #scene: Scene;
  #locale: LocaleController<typeof words>;
  #button = document.createElement('button');

  constructor(scene: Scene) {
    const { host, shop } = scene;
    const button = this.#button;
    this.#scene = scene;
    this.#locale = new LocaleController(host, shop, 'look', words);
    button.type = 'button';
    button.part.add('look-button');
    button.setAttribute('aria-haspopup', 'dialog');
    button.setAttribute('aria-expanded', 'false');
  }

  hostUpdated(): void {
    const scene = this.#scene;
    const button = this.#button;
    const count = new Set(lookTags(scene).map(({ product }) => product)).size;
    const shown = scene.host.look && count && scene.shop.value?.$session.get().cart;
    const text = shown ? this.#locale.term('button', { count }) : '';
    if (text === button.textContent) return;
    button.textContent = text;
    if (text) scene.overlay.append(button);
    else button.remove();
    scene.place(); // pins make room for it
  }
}
