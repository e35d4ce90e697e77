operator-title = Exploitant du serveur
operator-lead = Qui tient ce serveur peut ajouter des listes de sites au catalogue, et inviter les premières personnes. La clé est dans le fichier var/operator.key.
operator-key = Clé de l’exploitant
operator-sign-in = Se connecter
operator-sign-out = Se déconnecter
operator-bad = Cette clé n’est pas la bonne.
operator-in = Vous êtes connecté comme exploitant.
operator-first = Inviter un administrateur
