import { readMappings, readProposal, writeMappings } from './category-mappings';
import {
  changeConfig,
  discoverOdoo,
  readOdooCompanies,
  readOdooWarehouses,
  testSaved,
  testUnsaved,
} from './connection';
import {
  addIntegration,
  changeIntegration,
  dropIntegration,
  readIntegration,
  readIntegrationOverview,
  readIntegrations,
} from './integrations';
import { answerIdentity, readIdentityFindings, startCheck, startSync } from './runs';
import {
  announceChange,
  installWebhooks,
  readDeliveries,
  readSecret,
  renewSecret,
  testWebhooks,
} from './webhooks';

export const integrationEndpoints = [
  addIntegration,
  readIntegrations,
  readIntegration,
  readIntegrationOverview,
  changeIntegration,
  dropIntegration,
  testUnsaved,
  testSaved,
  discoverOdoo,
  readOdooWarehouses,
  readOdooCompanies,
  changeConfig,
  readMappings,
  writeMappings,
  readProposal,
  readSecret,
  renewSecret,
  installWebhooks,
  readDeliveries,
  testWebhooks,
  startSync,
  startCheck,
  readIdentityFindings,
  answerIdentity,
  announceChange,
];
