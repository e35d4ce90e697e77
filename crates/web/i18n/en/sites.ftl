sites-title = Turnkey sites
sites-found = { $found ->
    [one] { $found } site of { $total }
   *[other] { $found } sites of { $total }
  }
sites-bad-area = “{ $typed }” is not an area: write for example 20 or 4.5 (in hectares). The area filter is not applied.
sites-unknown-area = { $n ->
    [one] { $n } of these sites has no known area: it is kept.
   *[other] { $n } of these sites have no known area: they are kept.
  }
area-unknown = area not known
sites-import = Import a list
commune-unknown = Commune not given by the source
site-known = What is known
owner = Owner or manager
site-holder-owner = Owner
site-holder-manager = Manager
site-holder-developer = Developer
site-holder-seller = Seller
position = Position
approximate = approximate: that of the commune or of its intercommunality
position-commune = centre of the commune
site-unknown = What is not known
site-unknown-text = Not known means neither yes nor no. The sources read do not give these.
site-open-project = Open a project on this site
site-procedures = Procedures done in advance
site-procedures-none = No procedure done in advance is known.
site-procedures-assumed = “Assumed”: drawn from the definition of the label, to be confirmed with the developer before relying on it.
procedure = Procedure
who-says = Who says so
expires = Expires
expires-by-rule = { $date }, by the length in the rules
anticipation-not-needed = not needed
anticipation-to-do = to do
anticipation-filed = filed
anticipation-obtained = obtained
anticipation-waived = waived
anticipation-lapsed = expired
procedure-plu = Conformity to the local urban plan
procedure-inventory = Fauna and flora inventory, four seasons
procedure-impact-study = Impact study
procedure-archaeology = Preventive archaeology
procedure-grid = Grid connection
procedure-environmental-authorisation = Environmental authorisation
procedure-registration = ICPE registration
procedure-building-permit = Building permit
procedure-clearing = Clearing
procedure-water = Water law
procedure-protected-species = Protected species
import-title = Import a list of sites
import-lead = CSV, XLSX, ODS, GeoJSON or GeoPackage: a list in French or English, or the national standard (CNIG Sites économiques and Friches). Nothing is saved before you agree: you first see what would be taken, mended or refused.
import-file = File (10 MB at most)
import-preview = Preview
import-accepted = { $n ->
    [one] { $n } site read
   *[other] { $n } sites read
  }
import-rejected = { $n ->
    [one] { $n } row refused
   *[other] { $n } rows refused
  }
import-corrected = { $n ->
    [one] { $n } correction
   *[other] { $n } corrections
  }
import-columns = Columns recognised
import-commit = Import the rows read
import-commit-refused = An administrator saves a list, or the operator of this server with its key or by “rebond import sites”.
import-done = { $n ->
    [one] List imported: { $n } site is in the catalogue.
   *[other] List imported: { $n } sites are in the catalogue.
  }
import-source = Source of the list (who publishes it, when)
import-lists = Imported lists
import-withdraw = Withdraw
line-number = Line
what-is-wrong = What is wrong
how-to-mend = How to mend it
field = Field
import-none = No list imported.
sites-standard = In the national standard (CNIG)
sites-standard-text = Strict form of the standards Sites économiques (v2024-10) and Friches (v1.0.6), which the public schemas accept. A site that lacks a required value is not in it: it is in the list of what is missing, field by field. Nothing is invented.
sites-standard-brownfields = Brownfields (CSV)
sites-standard-extension = Power, gas, water, price (CSV)
sites-standard-missing = What is missing (CSV)
site-inside = Pole, plots and establishments
site-inside-text = As lists in the national standard give them. An establishment is here when it says it is on a plot of the site.
site-pole = The pole it belongs to
site-plots = Its plots
site-establishments = Establishments present
site-inside-more = And { $n } more, in the files of the national standard.
import-beside = { $n ->
    [one] { $n } pole, plot or establishment, kept as given.
   *[other] { $n } poles, plots or establishments, kept as given.
  }
sites-standard-poles = Poles (CSV)
sites-standard-plots = Plots (CSV)
sites-standard-establishments = Establishments (CSV)
standard-site = Site
standard-missing = Value
import-report = Report
import-kind = Outcome
import-kind-refused = refused
import-kind-corrected = mended
import-file-name = File
column-number = Column
import-why = Why, or how to mend it
import-standard = National standard recognised:
import-unread = Columns outside the standard, not read:
import-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
  }
installations-title = Classified installations around
installations-found = { $n ->
    [0] No installation known within { $km } km, according to the imported list.
    [one] One installation within { $km } km, according to the imported list.
   *[other] { $n } installations within { $km } km, according to the imported list. Nearest first.
  }
installations-km = Distance (km)
installations-regime = Regime
installations-seveso = Seveso
installations-source = List of Géorisques imported by the operator of this server, without farms. A regional list says nothing of other regions.
sites-brownfields = Brownfields
sites-brownfields-with = with the other sites
sites-brownfields-without = without brownfields
sites-brownfields-only = brownfields only
site-history = History of the site
site-history-none = No imported list mentions this site: what is known comes from the project’s own table, source by source.
site-history-own = This site is also in the project’s own table:
site-history-own-only = This site is in the project’s own table:
site-history-same = This list says the same as the former one.
site-history-on = Imported on
site-history-list = List
site-history-withdrawn = Withdrawn on
site-history-withdrawn-on = list withdrawn on { $date }
site-history-what = What
site-history-before = Before
site-history-after = After
site-documents = Documents of the site
site-documents-none = No document yet: studies, plans, deliberations, letters of the grid operators.
site-documents-hint = PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, CSV or text; 10 MB at most. Whoever reads the page of the site reads its documents.
site-restricted = restricted page
site-restricted-list = Restricted sites you may read
site-keeps = A site is kept by the project lead of its territory, an administrator or the operator of this server: they alone note leads, attach documents, say what was anticipated and who reads the page.
site-readers = Who reads this page
site-readers-open = Everybody: the site is in the catalogue, on the map, in the open data and in the rankings.
site-readers-restricted = The operator, the administrators, the leads and referents of the territories of the site, their region and the national pilots. The site is neither in the catalogue, nor on the map, nor in the open data, nor in the rankings of others: these readers see it ranked in the projects of its territory.
site-readers-restrict-it = Restrict the page
site-readers-open-it = Open to everybody
import-map =
    { $n ->
        [0] Say which column is what: all are recognised
        [one] Say which column is what: 1 is not recognised
       *[other] Say which column is what: { $n } are not recognised
    }
import-map-lead = What you say wins over the heading. At least a name is needed, and a commune by its code or its name.
import-map-none = not read, unless its heading is recognised
import-map-file = The same file once more: nothing of it is kept meanwhile
import-map-do = Read again with these columns

# Keep a site.
site-keep = Keep this site
keep-saved = Saved: the catalogue, calendars and rankings follow it.
keep-procedures-text = What you say stands over what lists say, with its source, and is marked “declared”. What you take back lets the lists speak again.
keep-unsay = Take back
keep-date = Obtained or filed on
keep-expires = Valid until
keep-expires-hint = Empty when no document says so: the legal time then applies.
keep-expires-before = the end is before the beginning
keep-area = Area studied (ha)
keep-area-hint = Empty: nothing limits what was studied.
keep-power = Power reserved (MVA)
keep-icpe = Regime of classified installations covered
keep-icpe-none = not classified
keep-icpe-declaration = declaration
keep-icpe-registration = registration
keep-icpe-authorisation = authorisation
keep-icpe-seveso-low = Seveso, lower tier
keep-icpe-seveso-high = Seveso, upper tier
keep-source = Source
keep-source-hint = Order, study, deliberation: what a reader can look up.
keep-source-needed = say where it is written, in 300 characters at most
keep-url = Address of the source
keep-number = a number above zero
keep-what = say what is to be written: open a procedure of the table
keep-moved = Somebody wrote in between, or this decision already gave a label: nothing was written. Compare, then try again.
keep-labels = Labels given by a decision
keep-labels-text = An application to a call that gives a label, filed for the territory of the site and whose favourable decision is notified, proposes its label. Confirm it on the site it is about.
keep-no-proposal = No decision is waiting to be confirmed here.
keep-decided = decision notified on { $day }
keep-wave-label = Wave of the label
keep-wave = a wave is a year, or a year and a month: 2024, 2024-07
keep-confirm = Confirm the label on this site
keep-no-decision = this decision is not to be confirmed here any more
keep-label-there = the site bears the label of this wave already
keep-url-wrong = an address starts with https:// or http://
keep-taken-back = taken back: { $what }
keep-risks = Risks, according to Géorisques
keep-risks-text = The public service of risks is asked when you want it. What it answers is proposed with its day: nothing is written without you. A risk it knows somewhere in the commune is not asserted of the site.
keep-risks-ask = Ask Géorisques
keep-risks-off = This server asks no public service.
keep-risks-commune = Known in the commune, to be checked at the place of the site
keep-risks-nothing = Géorisques proposes nothing for this site.
keep-risks-what = Characteristic
keep-risks-says = Géorisques answers
keep-risks-now = Known today
keep-risks-accept = Accept what is ticked
keep-risks-none = tick what you accept
keep-risks-changed = Géorisques does not answer the same any more: read again what is proposed
label-state = State label
label-region = label of the region
label-other = other label
procedure-date = Date
procedure-scope = What it covers
scope-icpe = ICPE up to { $regime }
scope-untold = not told
