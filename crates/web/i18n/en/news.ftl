news-all = All news
news-atom = Atom feed
news-empty = No news for now.
