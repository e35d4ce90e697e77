# Mots de l’interface. Une clé par ligne ; les mêmes clés dans en.ftl (un test le vérifie).
skip = Aller au contenu
nav-main = Principale
nav-territories = Territoires
nav-sites = Sites
nav-projects = Projets
nav-measures = Mesures
nav-calls = Appels
nav-steering = Pilotage
nav-news = Actualités
search = Rechercher
other-language = English
theme = Clair ou sombre
footer-about = Sources et limites des données
footer-accessibility = Accessibilité : ce qui a été testé
footer-data = Données ouvertes et API
footer-operator = Exploitant
footer-licence = Logiciel libre, licence EUPL-1.2
error-home = Revenir à l’accueil
error-404 = Page introuvable
error-404-what = Rien ne se trouve à cette adresse, ou plus rien.
error-404-try = Vérifiez l’adresse : celle d’un projet est longue et tient en une ligne. Rien n’a été perdu.
error-403 = Action refusée
error-403-what = Cette adresse ne permet pas cette action.
error-403-try = Une adresse de partage permet de lire ; seule celle du porteur permet d’écrire.
error-405 = Méthode refusée
error-405-what = Cette adresse existe, mais pas pour cette méthode.
error-405-try = Revenez à la page et utilisez ses boutons ; un programme trouve les méthodes admises dans la description de l’API.
error-406 = Aucun format convenable
error-406-what = Rien de ce qui se trouve à cette adresse n’est dans un format que votre programme dit lire.
error-406-try = Demandez un des formats nommés, par le paramètre f ou l’en-tête Accept.
error-400 = Demande incomplète
error-400-what = La demande n’a pas été comprise.
error-400-try = Corrigez ce qui est signalé et recommencez : rien n’a été enregistré.
error-500 = Une erreur de notre côté
error-500-what = Le serveur n’a pas pu répondre. L’incident est noté.
error-500-try = Ce qui était enregistré l’est toujours. Réessayez dans un instant.
answer-met = possible
answer-unmet = non
answer-unknown = à préciser
status-declared = déclaré
status-verified = vérifié
status-assumed = supposé
status-computed = calculé
sites-count = { $n ->
    [one] { $n } site
   *[other] { $n } sites
  }
