import {
  changeProfile,
  confirmSelf,
  dropOtherSessions,
  dropSession,
  dropTwoFactor,
  finishTwoFactor,
  readProfile,
  readSessions,
  startTwoFactor,
} from './own-account';
import { askPasswordReset, inviteSomebody, redeemLink, setUp } from './passwords';
import { addToken, dropToken, readTokens } from './tokens';
import { addUser, changeUser, readAudit, readUsers } from './users';

export const accessEndpoints = [
  askPasswordReset,
  redeemLink,
  inviteSomebody,
  setUp,
  readProfile,
  changeProfile,
  confirmSelf,
  readSessions,
  dropOtherSessions,
  dropSession,
  startTwoFactor,
  finishTwoFactor,
  dropTwoFactor,
  readUsers,
  addUser,
  changeUser,
  readTokens,
  addToken,
  dropToken,
  readAudit,
];
