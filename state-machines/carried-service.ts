import type { SourceView } from '../contract/service-view.ts';
import type { Values } from './service/service.ts';

/** What the flow of a service item hands over, so that it goes on elsewhere with nothing asked twice. */
export interface CarriedService {
  itemId: string;
  /** Of the item's file; with another one the fields and the rules may differ. */
  itemVersion: string;
  region: string | null;
  variant: string | null;
  consents: Readonly<Record<string, boolean>>;
  values: Values;
  sources: Readonly<Record<string, SourceView>>;
  /** Names of fields. */
  disputed: readonly string[];
}
