operator-title = Operator of the server
operator-lead = Whoever runs this server can add lists of sites to the catalogue. The key is in the file var/operator.key.
operator-key = Operator key
operator-sign-in = Sign in
operator-sign-out = Sign out
operator-bad = This key is not the right one.
operator-in = You are signed in as the operator.
operator-first = Invite an administrator
