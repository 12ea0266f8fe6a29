import type { IntegrationAnswer } from '@/lib/integrations/present';

/** What every step after the connection is given. */
export interface StepProps {
  integration: IntegrationAnswer;
  onBack: () => void;
  /** Saves what the step decided, remembers where the wizard is, and goes on. */
  onSave: (change: object) => Promise<void>;
}
