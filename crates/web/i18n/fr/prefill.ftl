# Démarches préremplies.
prefill-title = Préremplir la démarche { $n }
prefill-lead = Ce que l’on sait ici répond à une partie du formulaire de l’État ; le reste est à saisir.
prefill-not-filed = Rien n’est déposé à votre place : la plateforme rend une adresse, que le porteur ouvre, complète et dépose lui-même.
prefill-offers = Démarches de l’État
prefill-do = Préremplir : { $name }
prefill-remaining = Reste à saisir
prefill-nothing-left = Toutes les questions ont une réponse ; relisez-les avant de déposer.
prefill-required = obligatoire
prefill-filled = Prérempli
prefill-nothing-filled = Rien de ce qui est connu ici ne répond au formulaire.
prefill-request = L’envoi
prefill-request-text = Le corps ci-dessous, envoyé à cette adresse, ouvre un dossier prérempli et en rend l’adresse.
prefill-body = Corps de la requête (JSON)
prefill-take = Télécharger le fichier (JSON)
prefill-read-on = Questions du formulaire lues le { $day } : il a pu changer depuis.
prefill-none = Cette démarche n’est pas proposée ici.
prefill-own = Seul le porteur prépare une démarche à partir de sa candidature.
