import type { KioskView, ScreenName } from './view.ts';

/**
 * The page arrives with the present screen already drawn in it, so that it is seen before any script has
 * loaded. Whoever asks for the page gets it, with or without the token: only screens without a person are
 * drawn, and an empty page stands for the others.
 */
export const drawnScreens: readonly ScreenName[] = ['starting', 'attract', 'out-of-service'];

/** Draws one view as HTML. */
export type DrawView = (view: KioskView) => string;

/** The id of the element that is filled with the screen, and of the one that holds the view it was drawn from. */
export const rootId = 'root';
export const firstViewId = 'first-view';
