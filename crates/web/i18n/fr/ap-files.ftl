# Pièces d’une candidature.
ap-files-title = Pièces du dossier
ap-files-count = Pièces demandées qui ont un fichier : { $n } sur { $of }.
ap-files-save-first = Enregistrez d’abord ce que vous avez saisi.
ap-files-give = Donner une pièce
ap-files-read = Lire les pièces
ap-files-draft = Donnez un fichier pour chaque pièce demandée. Une fois la candidature déposée, plus rien n’y change.
ap-files-incomplete = La candidature est incomplète : ce qui manque s’ajoute ; ce qui a été déposé reste tel quel.
ap-files-filed = Les pièces sont celles qui ont été déposées : rien ne s’ajoute ni ne se retire.
ap-files-none = aucun fichier
ap-files-other = Autre pièce
ap-files-hint = PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV ou texte ; 10 Mo au plus. { $used } Mo pris sur { $most } pour l’organisation.
ap-files-readers = Les pièces sont lues par le porteur, le service instructeur et les membres du comité qui siègent.
ap-files-own = Seul le porteur donne des pièces à sa candidature.
ap-files-unknown = Cette pièce n’est pas demandée par l’appel. Choisissez-en une dans la liste, ou « Autre pièce ».
ap-files-closed = La candidature est déposée : ses pièces ne changent plus.
ap-files-closed-mend = Si une pièce manque, le service instructeur peut déclarer le dossier incomplet ; elle s’ajoutera alors.
