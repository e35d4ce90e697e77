calls-title = Appels et vagues
calls-lead = Ce qui est ouvert, ce qui ferme et quand, à l’heure de Paris. Les dates qu’aucune source ne donne sont dites inconnues.
calls-ics = Agenda (iCalendar)
calls-all = Tous les appels
calls-empty = Aucun appel n’est décrit dans les programmes chargés.
calls-rolling = au fil de l’eau, jusqu’à épuisement
calls-waves = Vagues
calls-wave = Vague
calls-opens = Ouverture
calls-closes = Clôture
calls-state = Aujourd’hui
calls-no-wave = Pas de vague : les demandes sont reçues au fil de l’eau.
calls-measures = Ce que l’on demande
calls-open-only = Ouverts aujourd’hui
calls-found = { $found ->
    [one] { $found } ligne sur { $total }.
   *[other] { $found } lignes sur { $total }.
  }
calls-of-territory = Appels de la phase { $phase } du programme, dont est { $name }.
calls-territory-link = Revenir au territoire
call-documents =
    { $n ->
        [one] La pièce demandée
       *[other] Les { $n } pièces demandées
    }
call-documents-none = Aucune source lue ne donne la liste des pièces demandées.
call-envelope-none = Aucune source lue ne donne l’enveloppe de cet appel.
call-envelope-note = Ce qui reste est compté d’après les seules décisions prises ici : Rebond ne sait pas ce que les financeurs ont engagé ailleurs.
