# Comptes : entrer, son compte, partir.
form-required = À remplir.
form-email = Une adresse de la forme nom@organisme.fr est attendue.
sign-in = Se connecter
sign-out = Se déconnecter
sign-in-title = Connexion
sign-in-lead = Pour les personnes invitées : chefs de projet, référents, instructeurs, pilotes, entreprises. Tout ce qui est public se lit sans compte.
sign-in-email = Adresse électronique
sign-in-password = Mot de passe
sign-in-no-account = Un compte s’ouvre sur invitation : demandez-la à qui gère les personnes de votre territoire, de votre région ou de votre organisation.
sign-in-bad = Adresse ou mot de passe inexact.
sign-in-wait = { $n ->
    [one] Trop d’essais. Réessayez dans une minute, ou choisissez un nouveau mot de passe.
   *[other] Trop d’essais. Réessayez dans { $n } minutes, ou choisissez un nouveau mot de passe.
  }
sign-in-left = Vous êtes déconnecté.
sign-in-closed = Le compte est fermé.
sign-in-changed = Le mot de passe est changé, et toutes les sessions sont terminées. Connectez-vous avec le nouveau.
sign-in-needed = Se connecter pour continuer
forgotten-title = Mot de passe oublié
forgotten-lead = Donnez l’adresse de votre compte : un lien pour choisir un nouveau mot de passe y sera envoyé.
forgotten-submit = Envoyer le lien
forgotten-sent = Si un compte a cette adresse, un message vient d’y partir. Le lien sert une fois, pendant { $n } heures. Rien ne vient ? Regardez dans les indésirables, puis demandez à qui vous a invité.
forgotten-no-mail = Ce serveur n’envoie pas de messages. Demandez un lien à l’administrateur ou à l’exploitant de ce serveur : il peut en faire un pour vous.
new-password-title = Nouveau mot de passe
new-password-lead = Pour le compte de { $name } ({ $email }).
new-password-submit = Choisir ce mot de passe
new-password-over = Ce lien ne sert plus : il a été utilisé, remplacé ou dépassé.
invitation-title = Invitation
invitation-over = Cette invitation ne sert plus : elle a été acceptée, retirée ou dépassée. Demandez-en une autre à qui vous l’a envoyée.
invitation-lead = { $by } vous invite. L’invitation tient jusqu’au { $until }.
invitation-email = Pour l’adresse
invitation-new = Ouvrir votre compte
invitation-submit = Accepter et ouvrir le compte
invitation-accept = Accepter
invitation-sign-in = Un compte a déjà l’adresse { $email }. Connectez-vous, puis ouvrez de nouveau ce lien.
invitation-another = Vous êtes connecté à un autre compte que { $email }. Déconnectez-vous, puis ouvrez de nouveau ce lien.
by-operator = L’exploitant du serveur
account-title = Mon compte
account-name = Nom
account-name-hint = Tel qu’il sera lu dans les historiques.
account-lang = Langue des messages
account-name-title = Nom et langue
account-password-title = Mot de passe
account-password-text = Le changer termine vos autres sessions.
account-password-hint = 12 caractères au moins. Quelques mots sans rapport valent mieux qu’un mot compliqué.
account-current-password = Mot de passe actuel
account-new-password = Nouveau mot de passe
account-password-again = Le même, encore une fois
account-password-differs = Les deux mots de passe diffèrent.
account-wrong-password = Ce n’est pas le mot de passe actuel, ou trop d’essais viennent d’être faits.
account-change-password = Changer le mot de passe
account-password-changed = Le mot de passe est changé ; vos autres sessions sont terminées.
account-vouched = Votre fournisseur d’identité répond de vous : il n’y a pas de mot de passe ici.
account-rights = Mes droits
account-no-rights = Aucun droit pour l’instant. Demandez à être invité par qui gère votre territoire ou votre organisation.
account-sessions = Sessions ouvertes
account-sessions-text = Une session terminée ne sert plus à rien dès la demande suivante.
account-device = Appareil
account-device-unknown = Appareil non reconnu
account-seen = Dernier usage
account-this = celle-ci
account-end = Terminer
account-end-all = Terminer toutes les sessions, celle-ci comprise
account-session-ended = La session est terminée.
account-events = Ce qui s’est passé sur le compte
event-add = Compte ouvert
event-sign-in = Connexion
event-sign-out = Session terminée
event-sign-out-everywhere = Toutes les sessions terminées
event-password = Mot de passe changé
event-reset-link = Lien demandé pour un nouveau mot de passe
event-reset = Mot de passe choisi par un lien
event-rename = Nom ou langue changés
event-vouch = Identité confirmée par le fournisseur
event-close = Compte fermé
event-right-give = Droit donné
event-right-take-back = Droit repris
close-title = Fermer mon compte
close-lead = { $n ->
    [0] Plus personne ne pourra s’y connecter.
    [one] Plus personne ne pourra s’y connecter ; le droit que vous tenez sera repris.
   *[other] Plus personne ne pourra s’y connecter ; les { $n } droits que vous tenez seront repris.
  }
close-kept = Votre adresse est effacée, et votre mot de passe si vous en avez un. Votre nom reste dans l’historique de ce que vous avez fait. Un compte fermé ne se rouvre pas : il faudrait une nouvelle invitation.
close-email = Pour confirmer, écrivez l’adresse du compte
close-email-hint = Celle avec laquelle vous vous connectez.
close-differs = Ce n’est pas l’adresse de ce compte.
close-submit = Fermer le compte
mail-invitation-subject = Invitation à Rebond : { $role }, { $scope }
mail-invitation =
    Bonjour,

    { $by } vous invite à rejoindre Rebond comme { $role }, pour : { $scope }, au nom de : { $organisation }.

    Pour accepter, ouvrez cette adresse avant le { $until }. Elle sert une fois ; ne la transmettez à personne.

    { $link }

    Si vous n’attendiez pas cette invitation, laissez ce message : rien ne sera ouvert.
mail-reset-subject = Rebond : choisir un nouveau mot de passe
mail-reset =
    Bonjour { $name },

    Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Rebond. L’adresse ci-dessous permet de le choisir pendant { $n } heures, une fois.

    { $link }

    Si ce n’était pas vous, laissez ce message : votre mot de passe ne change pas.
error-403-right-try = Un droit se demande à qui gère les personnes du territoire, de la région, de l’opérateur ou de l’organisation.
identity-with = S’identifier avec { $provider }
identity-or = ou avec un mot de passe
identity-refused = Identification non aboutie
identity-silent = Le fournisseur d’identité ne répond pas. Réessayez dans un instant ; s’il reste muet, prévenez l’exploitant de ce serveur.
identity-lost = Cette identification a été commencée il y a trop longtemps, ou dans un autre navigateur. Recommencez.
identity-declined = Le fournisseur d’identité n’a pas confirmé qui vous êtes. Recommencez, ou connectez-vous avec un mot de passe.
identity-wrong = La réponse du fournisseur d’identité n’a pas pu être vérifiée : personne n’a été connecté. Prévenez l’exploitant de ce serveur.
identity-no-email = Le fournisseur d’identité ne dit pas avoir vérifié votre adresse électronique : il ne peut pas ouvrir votre premier accès. Acceptez votre invitation par son lien.
identity-nothing = Vous êtes bien identifié, mais aucun droit n’est donné ni proposé à { $email }. Demandez une invitation à qui gère les personnes de votre territoire, de votre région ou de votre organisation.
identity-other-organisation = L’invitation est au nom de { $invited }, et votre identité vient de { $theirs }. Demandez à qui vous a invité de recommencer au nom de la bonne organisation.
identity-still = Votre session chez { $provider } est peut-être encore ouverte.
identity-leave = Se déconnecter aussi de { $provider }
account-events-none = Rien n’est encore noté.
letters-title = Messages
letters-text = Un message vous dit ce qui est en retard, ce qui est à faire, ce que d’autres ont changé, où l’on vous appelle. Rien à dire : pas de message.
letters-no-mail = Ce serveur n’envoie pas de messages : votre choix vaudra le jour où il en enverra.
letters-pace = Combien de messages
letters-never = jamais
letters-daily = chaque jour ouvré, le matin
letters-weekly = une fois par semaine, le lundi matin
stop-title = Ne plus recevoir de messages
stop-lead = Les messages vont à { $email }. Aucun ne partira plus ; votre compte et vos droits ne changent pas.
stop-submit = Ne plus rien m’envoyer
stop-done = C’est fait : plus aucun message de ce genre ne partira. Vous pouvez en demander à nouveau depuis votre compte.
stop-over = Ce lien n’arrête rien : il est trop ancien, ou le compte est fermé. Le choix se fait aussi depuis votre compte.
event-letters = Rythme des messages changé
mail-digest-foot =
    Vous recevez ce message { $pace }. Pour en changer : { $account }

    Pour ne plus en recevoir : { $stop }
