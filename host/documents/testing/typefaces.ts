import { appRoot } from '../../launch/paths.ts';
import { loadTypefaces } from '../typefaces.ts';

export const faces = loadTypefaces(appRoot);
