synergies-title = Synergies
synergies-lead = What establishments here could exchange (matter, heat, steam, water) or share (purchases, services, equipment, skills), and what becomes of each lead.
synergies-link = Industrial synergies
synergies-realised = Realised synergies
synergies-none-realised = No realised synergy is recorded here yet.
synergies-realised-note = Quantities a year, summed from the realised synergies: declared by whoever runs them, verified when somebody said so.
synergies-total = { $declared } a year declared, { $verified } verified
synergies-total-few = quantities untold under { $n } companies on each side
synergies-total-shared = things shared
synergies-total-count = { $n ->
    [one] { $n } synergy
   *[other] { $n } synergies
  }
synergies-total-untold = { $n ->
    [one] of which { $n } without a quantity
   *[other] of which { $n } without a quantity
  }
synergies-followed = Followed leads
synergies-none-followed = No lead is followed yet. Most are lost after they are detected: “Follow” on a lead keeps who runs it, its dates and what becomes of it.
synergies-lead-name = Lead
synergies-chapter = Chapter of waste
synergies-leads = Leads
synergies-none = No lead to show: at least one declared demand that you may read is needed, and a supply within its range.
synergies-sign-in = A company declares its flows, and whoever runs the territory sees those opened to them:
synergies-sign-in-link = sign in
synergies-a-year = a year
synergies-points = { $n ->
    [one] { $n } point
   *[other] { $n } points
  }
synergies-why = Why?
synergies-evidence = { $n ->
    [one] { $n } similar exchange observed elsewhere ({ $cases })
   *[other] { $n } similar exchanges observed elsewhere ({ $cases })
  }
synergies-evidence-division = { $n ->
    [one] { $n } exchange observed elsewhere towards the same division of activity ({ $cases })
   *[other] { $n } exchanges observed elsewhere towards the same division of activity ({ $cases })
  }
synergies-no-evidence = No similar exchange among those that are imported.
synergies-worth-km = Worth carrying up to { $km }
synergies-missing = What would settle it:
synergies-see = This lead is followed
synergies-follow = Follow
synergies-rules = Rules of matching version { $version }: ranges, weights and the cost of transport are assumptions, to be discussed. Distances are estimated (great circle × 1.3), without a route.
synergies-counted = { $flows } flows of { $holders } organisations are counted here without their name.
synergies-kind-lead = lead
synergies-kind-supply = supply declared to the State
flows-title = Declared flows
flows-none = No flow that you may read is declared here. A flow is private until its company opens it.
flow-title = Declare a flow
flow-lead = What and where are enough to begin; each further answer settles a question on the leads.
flow-side = Direction
flow-supply = Supply
flow-supply-hint = I have this to give or to share
flow-demand = Demand
flow-demand-hint = I am looking for this
flow-kind = Kind of flow
flow-kind-waste = Waste or by-product (waste code)
flow-kind-heat = Heat
flow-kind-steam = Steam
flow-kind-water = Water
flow-kind-service = Service to share
flow-kind-purchase = Joint purchase
flow-kind-equipment = Equipment to share
flow-kind-skill = Skill to share
flow-what = Details
flow-what-hint = Waste code (03 01 05) or a French word of its label; temperature in °C; what is shared
flow-amount = Quantity a year
flow-amount-hint = Optional. 850 or 12.5, without a thousands separator, or with its unit: 850 t, 12000 m³, 300 MWh
flow-name = Establishment
flow-commune = Commune
flow-commune-hint = Name or code, in this territory
flow-naf = Activity (optional)
flow-naf-hint = NAF code, as 16.10A: exchanges observed elsewhere are read by it
flow-siret = SIRET (optional)
flow-siret-hint = It leads to the rubrics of the classified installation, if they are imported
flow-minimum = Smallest lot (optional)
flow-minimum-hint = Below it, the exchange is not worth it
flow-from = Available from (optional)
flow-until = Until (optional)
flow-price = Price per unit (optional)
flow-price-hint = For a demand: what you pay today for new material
flow-disposal = Cost of disposal per unit (optional)
flow-treatment = Cost of treatment per unit (optional)
flow-treatment-hint = 0 if there is none: a cost that is not told is not nil
flow-rubrics = Authorised ICPE rubrics (optional)
flow-rubrics-hint = As 2718-1, 2790; hazardous waste only goes to an authorised receiver
flow-holder = In the name of
flow-for-territory = the territory
flow-share = Who sees it
flow-share-hint = Nothing ticked: you alone. You can change your mind.
flow-share-territory = whoever runs this territory
flow-share-counted = counted without my name, from five companies on
flow-submit = Declare this flow
flow-is-shared = open to the territory
flow-is-private = private
flow-is-counted = counted without a name
flow-open = Open to the territory
flow-close = Close
flow-count = Count without a name
flow-uncount = Count no more
flow-removed = Removed flows
flow-remove-text = The flow leaves every list, and its leads with it; whoever declared it can restore it.
supplies-title = Waste declared to the State
supplies-none = No declared waste is known here.
supplies-hazardous = hazardous
synergy-was = The lead when it was detected
synergy-steps = Its steps
synergy-next = Next step
synergy-on = Date
synergy-words = What happened
synergy-words-hint = The reason, if it stops
synergy-animator = Who runs it
synergy-declared = Per year, declared
synergy-verified = Per year, verified
synergy-unit = Quantity in { $unit }
synergy-gain = Gain per year
synergy-gain-hint = In euros, for both together
synergy-sheet = Action sheet
synergy-sheet-hint = The address of the sheet of this contract
synergy-sheet-open = Open the sheet
synergy-no-sheet = no sheet of this contract is at this address
synergy-moved = Somebody moved this synergy meanwhile: read what follows again, then save once more.
territory-synergies-none = Realised synergies: none noted.
relier-title = Connect
relier-lead = Waste that establishments around declare, and that this activity was seen to receive elsewhere.
relier-none = Nothing to offer: here is what would allow it.
relier-no-site = Choose a site, or tell the commune, to look around.
relier-nothing = No establishment within range declares waste that this activity was seen to receive.
relier-territory = Declare a flow of the company on the page of synergies of the territory:
