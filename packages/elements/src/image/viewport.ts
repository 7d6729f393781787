import type { Platform } from '@floating-ui/core';

/**
 * The window, as floating-ui is told of it. What floats stands in the top layer, where nothing of the page contains,
 * clips or moves it, so the half of `@floating-ui/dom` that finds out about that is not needed.
 */
export const viewport: Platform = {
  getElementRects({ reference, floating }: { reference: Element; floating: HTMLElement }) {
    const { x, y, width, height } = reference.getBoundingClientRect();
    return { reference: { x, y, width, height }, floating: { x: 0, y: 0, ...sizeOf(floating) } };
  },
  getDimensions: (element: HTMLElement) => sizeOf(element),
  getClippingRect() {
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    return { x: 0, y: 0, width, height };
  },
};

const sizeOf = ({ offsetWidth: width, offsetHeight: height }: HTMLElement) => ({ width, height });
