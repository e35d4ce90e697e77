access-title = À portée de { $name }, par la route
access-more = Communes, industrie et carte
access-nowhere = La commune de ce site n’est pas connue : aucun temps ne peut être donné.
access-synthetic = Réseau routier inventé.
access-synthetic-text = Ces temps viennent d’un réseau fait par un programme, pour essayer les pages : ils ne disent rien de ce lieu.
access-on = calculés le { $date }
access-instead = Un meilleur calcul n’a pas répondu, ces temps le remplacent :
access-communes = Communes
access-estimated-text = Une commune compte en bas de l’intervalle si elle est sûrement à portée, en haut si elle peut l’être. Les îles et l’outre-mer ne sont jamais joints au continent.
access-route-text = Une commune compte quand son centre est atteint, sans trafic. Les îles et l’outre-mer ne sont jamais joints au continent.
access-unsure = { $n ->
    [one] { $n } commune est donnée par un intervalle : hors du réseau importé, ou placée de façon approximative (elle, ou le site).
   *[other] { $n } communes sont données par un intervalle : hors du réseau importé, ou placées de façon approximative (elles, ou le site).
  }
access-industry = Fournisseurs possibles : l’industrie à portée
access-industry-absent = Les établissements ne sont pas chargés. L’exploitant peut les importer :
access-industry-waiting = Les établissements sont en cours de lecture : rechargez la page dans un instant.
access-division = Activité cherchée
access-division-all = Toute l’industrie (10–33)
access-industry-text = Établissements employeurs et emplois des communes atteintes. Aucun n’est encore un fournisseur : ce sont des candidats, à qualifier. Source :
access-map = Ce qui est atteint
access-map-told = Carte des communes atteintes en une heure ; la liste plus bas dit la même chose
access-map-text = Un point par commune dont le centre est atteint en une heure, plus sombre quand elle est plus près en temps.
access-better = Un réseau routier donne de vrais trajets. L’exploitant peut en importer un :
access-list = Communes à moins de deux heures
access-list-none = Aucune commune à moins de deux heures.
access-list-of = Les { $n } plus proches en temps, sur { $all } ; le fichier les a toutes.
access-minutes = Minutes
access-code = Code INSEE
access-least = Minutes, au moins
access-most = Minutes, au plus
