news-all = Toutes les actualités
news-atom = Flux Atom
news-empty = Aucune actualité pour le moment.
