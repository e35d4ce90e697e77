# Accounts: coming in, one's account, leaving.
form-required = To be filled in.
form-email = An address such as name@body.org is expected.
sign-in = Sign in
sign-out = Sign out
sign-in-title = Sign in
sign-in-lead = For people who were invited: project leads, referents, instructors, pilots, companies. All that is public is read without an account.
sign-in-email = E-mail address
sign-in-password = Password
sign-in-no-account = An account is opened by invitation: ask whoever manages the people of your territory, region or organisation.
sign-in-bad = Wrong address or password.
sign-in-wait = { $n ->
    [one] Too many tries. Try again in a minute, or choose a new password.
   *[other] Too many tries. Try again in { $n } minutes, or choose a new password.
  }
sign-in-left = You are signed out.
sign-in-closed = The account is closed.
sign-in-changed = The password is changed and every session is ended. Sign in with the new one.
sign-in-needed = Sign in to continue
forgotten-title = Forgotten password
forgotten-lead = Give the address of your account: a link to choose a new password will be sent there.
forgotten-submit = Send the link
forgotten-sent = If an account has this address, a message has just left for it. The link works once, for { $n } hours. Nothing comes? Look among unwanted mail, then ask whoever invited you.
forgotten-no-mail = This server sends no messages. Ask the administrator or the operator of this server for a link: they can make one for you.
new-password-title = New password
new-password-lead = For the account of { $name } ({ $email }).
new-password-submit = Choose this password
new-password-over = This link no longer works: it was used, replaced or is past.
invitation-title = Invitation
invitation-over = This invitation no longer works: it was accepted, taken back or is past. Ask whoever sent it for another.
invitation-lead = { $by } invites you. The invitation stands until { $until }.
invitation-email = For the address
invitation-new = Open your account
invitation-submit = Accept and open the account
invitation-accept = Accept
invitation-sign-in = An account has the address { $email } already. Sign in, then open this link again.
invitation-another = You are signed in to another account than { $email }. Sign out, then open this link again.
by-operator = The operator of the server
account-title = My account
account-name = Name
account-name-hint = As it will be read in histories.
account-lang = Language of messages
account-name-title = Name and language
account-password-title = Password
account-password-text = Changing it ends your other sessions.
account-password-hint = At least 12 characters. A few unrelated words are better than one complicated word.
account-current-password = Current password
account-new-password = New password
account-password-again = The same once more
account-password-differs = The two passwords differ.
account-wrong-password = This is not the current password, or too many tries were just made.
account-change-password = Change the password
account-password-changed = The password is changed; your other sessions are ended.
account-vouched = Your identity provider vouches for you: there is no password here.
account-rights = My rights
account-no-rights = No right yet. Ask to be invited by whoever manages your territory or organisation.
account-sessions = Open sessions
account-sessions-text = A session that is ended stops working at the very next request.
account-device = Device
account-device-unknown = Device not recognised
account-seen = Last used
account-this = this one
account-end = End
account-end-all = End every session, this one included
account-session-ended = The session is ended.
account-events = What happened on the account
event-add = Account opened
event-sign-in = Signed in
event-sign-out = Session ended
event-sign-out-everywhere = Every session ended
event-password = Password changed
event-reset-link = Link asked for a new password
event-reset = Password chosen by a link
event-rename = Name or language changed
event-vouch = Identity confirmed by the provider
event-close = Account closed
event-right-give = Right given
event-right-take-back = Right taken back
close-title = Close my account
close-lead = { $n ->
    [0] Nobody will be able to sign in to it.
    [one] Nobody will be able to sign in to it; the right you hold will be taken back.
   *[other] Nobody will be able to sign in to it; the { $n } rights you hold will be taken back.
  }
close-kept = Your address is erased, and your password if you have one. Your name stays in the history of what you did. A closed account is not opened again: a new invitation would be needed.
close-email = To confirm, write the address of the account
close-email-hint = The one you sign in with.
close-differs = This is not the address of this account.
close-submit = Close the account
mail-invitation-subject = Invitation to Rebond: { $role }, { $scope }
mail-invitation =
    Hello,

    { $by } invites you to join Rebond as { $role }, for: { $scope }, in the name of: { $organisation }.

    To accept, open this address before { $until }. It works once; do not pass it on.

    { $link }

    If you did not expect this invitation, leave this message alone: nothing will be opened.
mail-reset-subject = Rebond: choose a new password
mail-reset =
    Hello { $name },

    Somebody, no doubt you, asked for a new password for your Rebond account. The address below lets it be chosen for { $n } hours, once.

    { $link }

    If it was not you, leave this message alone: your password does not change.
error-403-right-try = A right is asked of whoever manages the people of the territory, region, operator or organisation.
identity-with = Identify with { $provider }
identity-or = or with a password
identity-refused = Identification not completed
identity-silent = The identity provider does not answer. Try again in a moment; if it stays silent, tell the operator of this server.
identity-lost = This identification was begun too long ago, or in another browser. Begin again.
identity-declined = The identity provider did not confirm who you are. Begin again, or sign in with a password.
identity-wrong = The answer of the identity provider could not be verified: nobody was signed in. Tell the operator of this server.
identity-no-email = The identity provider does not say that it verified your e-mail address: it cannot open your first access. Accept your invitation by its link.
identity-nothing = You are identified, but no right is given or offered to { $email }. Ask whoever manages the people of your territory, region or organisation for an invitation.
identity-other-organisation = The invitation is in the name of { $invited }, and your identity comes from { $theirs }. Ask whoever invited you to do so again in the name of the right organisation.
identity-still = Your session at { $provider } may still be open.
identity-leave = Sign out of { $provider } too
account-events-none = Nothing is noted yet.
letters-title = Messages
letters-text = A message tells you what is late, what is to be done, what others changed, where you were called. Nothing to say: no message.
letters-no-mail = This server sends no messages: your choice will stand the day it does.
letters-pace = How many messages
letters-never = never
letters-daily = every working day, in the morning
letters-weekly = once a week, on Monday morning
stop-title = Receive no more messages
stop-lead = Messages go to { $email }. None will leave any more; your account and your rights do not change.
stop-submit = Send me nothing more
stop-done = Done: no message of this kind will leave any more. You can ask for them again from your account.
stop-over = This link stops nothing: it is too old, or the account is closed. The choice is also made from your account.
event-letters = Pace of messages changed
mail-digest-foot =
    You receive this message { $pace }. To change that: { $account }

    To receive none any more: { $stop }
