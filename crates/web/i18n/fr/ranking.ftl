ranking-ways = Les poids se règlent en bas de page, ou
pairwise-link = en comparant les critères deux à deux
compare-link = Comparer des sites côte à côte
compare-these = Comparer les sites cochés
compare-this = Comparer { $name }
compare-title = Sites côte à côte
compare-lead = De deux à quatre sites, critère par critère. Ce que personne ne dit reste inconnu.
chosen-rank = Le site choisi, { $name }, est au rang { $rank } : il n’est pas parmi ceux que cette page montre.
chosen-excluded = Le site choisi, { $name }, est exclu par ce que le projet demande : { $why }.
chosen-gone = Le site choisi n’est plus parmi les sites comparés ici.
restricted-ranked = { $n ->
    [one] Un site dont la page est restreinte est lu ici avec les autres, parce que vous avez le droit de le lire. Qui ouvre ce projet sans ce droit ne le voit pas. Le calendrier et le dossier n’en disent rien ; il ne peut être choisi tant que sa page est restreinte.
   *[other] { $n } sites dont la page est restreinte sont lus ici avec les autres, parce que vous avez le droit de les lire. Qui ouvre ce projet sans ce droit ne les voit pas. Le calendrier et le dossier n’en disent rien ; ils ne peuvent être choisis tant que leur page est restreinte.
  }
compare-lead-project = De deux à quatre sites, critère par critère, face à ce que demande le projet. Ce que personne ne dit reste inconnu.
compare-add = Ajouter un site
compare-add-this = Ajouter { $name }
compare-need-two = { $n ->
    [0] Choisissez au moins deux sites : cherchez-les ci-dessus, ou cochez-les dans la liste.
   *[other] Ajoutez un second site pour comparer.
  }
compare-catalogue = Voir le catalogue
compare-failed = Ne convient pas au projet
compare-nothing-fails = rien, de ce qui est connu
compare-to-check = À vérifier
compare-ahead = devant
compare-unknown = { $n ->
    [one] { $n } critère que personne ne renseigne pour ces sites
   *[other] { $n } critères que personne ne renseigne pour ces sites
  }
cross-checks = Recoupements
cross-checks-text = La somme pondérée décide, car chacun peut la refaire. TOPSIS (normalisation vectorielle) et PROMETHEE II (préférence linéaire, seuils de 5 et 25 %) lisent les mêmes valeurs, l’inconnu au milieu de son intervalle. Les deux dernières colonnes : { $draws } jeux de poids tirés au hasard.
margin-any = Tous les poids sont possibles.
margin-some = Chaque poids reste à { $margin } près de celui donné.
margin = Doute sur les poids
margin-option-any = tous les poids possibles
margin-option = à { $n } % près
weighted-sum = Somme pondérée
topsis-rank = TOPSIS, rang
promethee-rank = PROMETHEE II, rang
first-often = Premier
top10-often = Dans les dix premiers
all-rows = Toutes les lignes :
sites-excluded = Sites exclus du classement, et pourquoi
weight = Poids
pairwise-title = Poids par comparaison deux à deux
pairwise-lead = Dites, pour chaque paire, lequel des deux critères compte le plus : les poids s’en déduisent, et la page dit si vos réponses se contredisent.
pairwise-criteria = Critères comparés
pairwise-criteria-text = De deux à sept. Les critères non cochés ne compteront pas.
pairwise-too-few = Le projet n’a pas encore deux critères à comparer : répondez d’abord à ses questions.
pairwise-compare = Comparer ces critères
pairwise-pairs = Vos jugements
pairwise-question = « { $a } » ou « { $b } » ?
pairwise-compute = Calculer les poids
pairwise-result = Poids obtenus
pairwise-accepted = jugements cohérents
pairwise-refused = jugements contradictoires
pairwise-ratio = Ratio de cohérence : { $ratio } (accepté sous { $limit }).
pairwise-revisit = Le jugement à revoir : vous avez répondu « { $given } » ; les autres réponses laissent attendre « { $implied } ».
pairwise-said = { $times ->
    [1] autant
   *[other] { $label } compte { $times } fois plus
  }
pairwise-doubtful = à revoir
pairwise-use = Classer les sites avec ces poids
pairwise-use-anyway = Classer quand même avec ces poids
pairwise-source = Procédé d’analyse hiérarchique (Saaty, 1980), pour les poids seulement : échelle de 1 à 9, ratio de cohérence accepté sous 0,1.
pairwise-1 = autant l’un que l’autre
pairwise-2 = { $label } : à peine plus (2)
pairwise-3 = { $label } : un peu plus (3)
pairwise-4 = { $label } : entre un peu plus et plus (4)
pairwise-5 = { $label } : plus (5)
pairwise-6 = { $label } : entre plus et beaucoup plus (6)
pairwise-7 = { $label } : beaucoup plus (7)
pairwise-8 = { $label } : entre beaucoup plus et extrêmement plus (8)
pairwise-9 = { $label } : extrêmement plus (9)
compare-with = Comparer à d’autres
reach = À portée, par la route
reach-minutes = En
reach-people = Habitants
reach-between = de { $low } à { $high }
reach-ring = À vol d’oiseau
reach-km = sûrement jusqu’à { $low } km, peut-être jusqu’à { $high } km
reach-quality = Qualité
reach-text = Une estimation, pas un itinéraire : la carte montre un anneau pour 45 minutes, jamais une isochrone. Une commune compte en bas de l’intervalle si elle est sûrement à portée, en haut si elle peut l’être. Les îles et l’outre-mer ne sont jamais joints au continent.
intervals = Intervalles de poids
intervals-text = Entre quelles parts du total, en pour cent, chaque poids est tiré pour dire si le classement tient. Vide : tout est possible, ou le doute choisi ci-dessous.
interval-least = au moins (%)
interval-most = au plus (%)
