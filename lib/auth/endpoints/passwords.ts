import { endpoint } from '@/lib/http/endpoint';
import { invitationInput, redeemInput, requestResetInput } from '../password-links';
import { firstAdminInput } from '../users';
import { profile, user } from './common';

export const setUp = endpoint({
  method: 'POST',
  path: '/api/v1/setup',
  tag: 'access',
  summary: 'Create the first administrator (only while there is no user)',
  access: 'public',
  body: firstAdminInput,
  answer: profile,
  status: 201,
  errors: ['already_set_up'],
});

export const askPasswordReset = endpoint({
  method: 'POST',
  path: '/api/v1/password-resets',
  tag: 'access',
  summary: 'Send a link to choose a new password, if somebody has that address',
  access: 'public',
  body: requestResetInput,
  status: 202,
  errors: ['mail_unavailable', 'too_many_attempts'],
});

export const redeemLink = endpoint({
  method: 'POST',
  path: '/api/v1/password-links/redeem',
  tag: 'access',
  summary: 'Choose a password by the link of a letter, once',
  access: 'public',
  body: redeemInput,
  errors: ['link_expired'],
});

export const inviteSomebody = endpoint({
  method: 'POST',
  path: '/api/v1/users/invitations',
  tag: 'access',
  summary: 'Create a user who chooses the password by a link in a letter',
  access: 'admin',
  body: invitationInput,
  answer: user,
  status: 201,
  sensitive: true,
  errors: ['email_taken', 'mail_unavailable', 'mail_failed'],
});
