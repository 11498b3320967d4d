import { authorise, type Me, type Permission, type Role } from '@evenkeel/contract';

/** Whether this person's role and sign-in include a permission; the server decides again. False while nobody is known. */
export function may(me: Me | null | undefined, permission: Permission): boolean {
  if (me === undefined || me === null) return false;
  const { actorId, strength } = me;
  return authorise({ actorId, clinicId: '', roles: me.roles as Role[], strength }, permission).allowed;
}
