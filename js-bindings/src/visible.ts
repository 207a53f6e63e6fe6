/** Shares of an element at which the observer looks again: a large one may never be half visible by itself. */
export const thresholds = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1];

/** Half of the element is in the window, or it fills half of the window. */
export function isSeen({ intersectionRatio, intersectionRect, rootBounds }: IntersectionObserverEntry): boolean {
  return intersectionRatio >= 0.5 || (!!rootBounds && intersectionRect.height >= rootBounds.height / 2);
}
