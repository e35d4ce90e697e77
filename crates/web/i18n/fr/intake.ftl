intake-title = Importer un tableau de fiches
intake-lead = Donnez le tableau que vous tenez déjà : Excel, LibreOffice ou CSV. Rien n’est écrit avant que vous ayez vu ce qui le serait.
intake-file = Fichier
intake-file-hint = .xlsx, .ods ou .csv, 10 Mo au plus, 50 000 lignes au plus
intake-read-file = Lire ce fichier
intake-model = Exporter les fiches actuelles (XLSX)
intake-list = Imports de ce contrat
intake-none = Aucun import encore. Le premier tableau peut être celui du contrat signé : une ligne par fiche.
intake-file-name = Fichier
intake-given = Donné le
intake-stands = Où il en est
intake-state-draft = colonnes à choisir
intake-state-reading = lecture en cours
intake-state-ready = à valider
intake-state-writing = écriture en cours
intake-state-done = écrit
intake-state-undone = annulé
intake-state-failed = arrêté
intake-columns-title = Quelle colonne est quoi
intake-columns-lead = Les colonnes reconnues à leur titre sont déjà choisies. Corrigez, puis voyez ce qui serait écrit.
intake-remembered = Ce fichier a les mêmes titres qu’un précédent : vos choix d’alors sont repris.
intake-sheet = Feuille
intake-heading = Ligne des titres
intake-hidden = masquée
intake-look = Voir cette feuille
intake-column = Colonne
intake-samples = Premières valeurs
intake-field = Champ de la fiche
intake-not-read = ne pas lire
intake-unit = unité
intake-doubtful = { $n ->
    [one] un nombre se lit de deux façons ; le séparateur est
   *[other] { $n } nombres se lisent de deux façons ; le séparateur est
 }
intake-ask = à me demander, ligne par ligne
intake-comma = décimal si c’est une virgule
intake-point = décimal si c’est un point
intake-unsaid = Ce que les lignes ne disent pas
intake-unsaid-hint = Une fiche ouverte a toujours un responsable et une prochaine action datée. Ces valeurs servent aux lignes nouvelles qui n’en donnent pas.
intake-owner = Responsable
intake-next-action = Vérifier la fiche importée
intake-preview = Voir ce qui serait écrit
intake-nothing-yet = Rien n’est écrit à cette étape.
intake-need-title = Aucune colonne ne donne l’intitulé ni le numéro : choisissez-en une.
intake-twice = Deux colonnes donnent « { $field } » : n’en gardez qu’une.
intake-no-such-field = Ce champ n’existe pas.
intake-need-owner = Dites qui s’en occupe.
intake-need-action = Dites la prochaine action.
intake-show-title = Import d’un tableau de fiches
intake-progress = { $done ->
    [one] { $done } ligne sur { $total }.
   *[other] { $done } lignes sur { $total }.
  }
intake-leave = Vous pouvez quitter cette page et la retrouver : le travail continue.
intake-stopped = Le travail s’est arrêté avant la fin ; rien n’a été écrit. Reprenez-le quand vous voulez.
intake-resume = Reprendre
intake-again = Des fiches ont changé depuis votre lecture : voici ce qui serait écrit maintenant.
intake-written =
    { $created ->
        [one] { $created } fiche créée
       *[other] { $created } fiches créées
    }, { $changed ->
        [one] { $changed } modifiée
       *[other] { $changed } modifiées
    }.
intake-left-out = { $n ->
    [one] Une ligne refusée a été laissée.
   *[other] { $n } lignes refusées ont été laissées.
 }
intake-undone =
    Import annulé : { $removed ->
        [one] { $removed } fiche retirée
       *[other] { $removed } fiches retirées
    }, { $restored ->
        [one] { $restored } rendue à son état d’avant
       *[other] { $restored } rendues à leur état d’avant
    }.
intake-undone-left = { $n ->
    [one] Une fiche, reprise depuis par quelqu’un, est laissée.
   *[other] { $n } fiches, reprises depuis par quelqu’un, sont laissées.
 }
intake-found = Ce que dit le tableau
intake-n-rows = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
 }
intake-n-new = { $n ->
    [one] { $n } fiche nouvelle
   *[other] { $n } fiches nouvelles
 }
intake-n-changed = { $n ->
    [one] { $n } fiche modifiée
   *[other] { $n } fiches modifiées
 }
intake-n-same = { $n ->
    [one] { $n } identique
   *[other] { $n } identiques
 }
intake-n-refused = { $n ->
    [one] { $n } ligne refusée
   *[other] { $n } lignes refusées
 }
intake-n-left = { $n ->
    [one] { $n } ligne de total laissée
   *[other] { $n } lignes de total laissées
 }
intake-cut = Le tableau a plus de { $n } lignes : la suite n’est pas lue. Coupez-le en plusieurs fichiers.
intake-nothing-new = Rien à écrire : les fiches connues disent déjà la même chose.
intake-commit-all = Écrire toutes les lignes
intake-commit-good = Écrire les lignes bonnes, laisser les refusées
intake-change-columns = Changer les colonnes
intake-or-mend = Pour tout ou rien : corrigez d’abord les lignes refusées, puis redonnez le fichier. Une ligne déjà écrite ne fait pas de double.
intake-not-all-good = Des lignes sont refusées : dites que vous écrivez les bonnes seulement, ou corrigez le fichier.
intake-to-board = Voir le contrat
intake-undo = Annuler cet import
intake-undo-hint = Les fiches créées et non reprises sont retirées, les fiches modifiées retrouvent leur état d’avant. Ce que quelqu’un a repris depuis est laissé.
intake-refused-title = Lignes refusées
intake-refused-text = { $n ->
    [one] Cette ligne n’est pas écrite. Le fichier ci-dessous la contient, avec ce qui manque : corrigez-le et redonnez-le.
   *[other] Ces lignes ne sont pas écrites. Le fichier ci-dessous les contient, avec ce qui manque : corrigez-le et redonnez-le.
 }
intake-refused-file = Lignes à corriger
intake-sheet-title = Fiche
intake-before = Avant
intake-after = Après
intake-nothing = rien
intake-told = Corrigé en lisant
intake-mended = Ce qui a été fait
