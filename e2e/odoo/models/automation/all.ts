import type { ModelSpec } from '../../orm/model-spec';
import { automation, serverAction } from './automation';

/** Automations and their actions. */
export const AUTOMATION_MODELS: readonly ModelSpec[] = [serverAction, automation];
