import type { Handlers } from '../http/handler.ts';
import { deviceHandlers } from './device-handlers.ts';
import { ownAccountHandlers } from './own-account-handlers.ts';
import { signInHandlers } from './sign-in-handlers.ts';
import { staffHandlers } from './staff-handlers.ts';
import { welcomeHandlers } from './welcome-handlers.ts';

/** Setting up, signing in, the own account, people and devices. */
export const accountHandlers = {
  ...welcomeHandlers,
  ...signInHandlers,
  ...ownAccountHandlers,
  ...deviceHandlers,
  ...staffHandlers,
} satisfies Partial<Handlers>;
