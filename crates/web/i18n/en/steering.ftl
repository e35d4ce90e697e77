steering-title = Steering
steering-public = Public totals, all territories
steering-country = The whole country
steering-doors = Where to go
steering-door-envelopes = What an act opened, what is committed, what remains.
steering-door-grants = Who gave what to whom, through which call and wave.
steering-door-statistics = What Rebond follows, without following anybody.
steering-perimeters = Your perimeters:
steering-public-rule = A public figure rests on at least five files. Below, it is hidden, with others if needed, so that no subtraction gives it back.
steering-public-more = Sign in to see the detail of your perimeter.
steering-kept = Filters:
steering-drop = drop this filter
steering-none = No line of public financing answers. Project leads write them in the sheets of their contract, page “Financing”.
steering-funnel = From asked to paid
steering-chart = Amounts asked, granted, contracted and paid
steering-count = Number
steering-part = Part of what was asked
steering-few = fewer than 5 files
steering-files = { $n ->
    [one] 1 file
   *[other] { $n } files
}
steering-what = Lines of public funders, own funds of the holder left out, typed in the sheets or following an application that counts in one, and applications that count in no sheet. Aid granted then lost counts under “refused or lost”, no longer under “granted”.
steering-group = Break down by:
steering-by-region = Region
steering-by-territory = Territory
steering-by-programme = Programme
steering-by-fund = Measure
steering-by-operator = Operator
steering-by-call = Call and wave
steering-by-funder = Kind of funder
steering-by-year = Year of the request
steering-phase = phase { $n }
steering-delays = Delays
steering-no-delay = Not enough dates yet to measure a delay.
steering-from-to = From … to …
steering-median = Median
steering-p90 = 9 out of 10 before
steering-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
steering-delay-granted = From request to grant
steering-delay-contracted = From grant to agreement
steering-delay-paid = From agreement to last payment
steering-delay-refused = From request to refusal
steering-delays-what = Days between two dated papers. Median and ninth decile are delays somebody lived, not averages.
steering-reasons = Reasons of refusal
steering-no-reason = No refusal recorded.
grants-title = Published grants
grants-lead = Every public grant given within a contract, with the call and wave that gave it.
grants-none = No grant is published here yet. A grant appears as soon as its agreement is signed above the threshold, or when the project lead ticks “publish”.
grants-words = Words
grants-found = { $n ->
    [one] 1 grant, { $amount }
   *[other] { $n } grants, { $amount }
}
grants-to = Beneficiary
grants-scheme = Scheme
grants-on = Granted on
grants-signed = Agreement signed on
grants-paid = Paid so far
grants-payment = Payment
grants-place = Territory
grants-origin = Origin
grants-origin-application = Application examined and decided here
grants-origin-sheet = Line typed in an action sheet
grants-gaps = What is missing for the regulated file
grants-pages = Pages
grants-before = Previous
grants-after = Next
grants-open = Open data
grants-open-text = The same grants in the public formats: SCDL and the French essential data of grant agreements, 360Giving. Open licence.
grants-rule = Published are contracted public grants above { $threshold }, and those their territory chooses to publish. The legal threshold is yearly; here, one line is taken for the amount of the year (assumption).
grants-incomplete = { $n ->
    [one] 1 grant is not in the regulated file, for want of something it requires; its page says what.
   *[other] { $n } grants are not in the regulated file, for want of something it requires; their page says what.
}
grants-complement = “dispositifAide” holds programme/call/wave, or programme/measure. The complement gives, line for line, what the schema has no column for: call, wave, decision, asked, paid, territory.
statistics-title = Statistics
statistics-lead = What this installation follows, counted when asked.
statistics-on = On { $day }
statistics-figure = Figure
statistics-value = Value
statistics-nobody = Nobody is followed
statistics-nobody-text = No tracker, no audience measurement, nothing loaded from elsewhere: hence no banner. A figure that would rest on fewer than five files is hidden.
statistics-territories = Territories followed
statistics-territories-about = Territories, by phase, that have at least one action sheet.
statistics-sheets = Action sheets
statistics-sheets-about = All sheets, closed ones included, demonstration left out.
statistics-open-sheets = Sheets under way
statistics-open-sheets-about = Sheets of which somebody must do something.
statistics-projects = Projects
statistics-projects-about = Projects opened by their holders, without their content.
statistics-organisations = Organisations
statistics-organisations-about = Organisations in whose name somebody acts here.
statistics-people = Accounts
statistics-people-about = Open accounts.
statistics-asked-files = Aid requested (files)
statistics-asked-files-about = Lines of public funders in the sheets, and applications filed here that count in no sheet, with a dated request.
statistics-asked-amount = Amount asked
statistics-asked-amount-about = Sum of these requests.
statistics-granted-files = Aid granted (files)
statistics-granted-files-about = With a dated decision, not lost since.
statistics-granted-amount = Amount granted
statistics-granted-amount-about = Sum of these decisions.
statistics-contracted-files = Aid contracted (files)
statistics-contracted-files-about = With a signed agreement.
statistics-contracted-amount = Amount contracted
statistics-contracted-amount-about = Sum of these agreements.
statistics-paid-files = Aid paid, in whole or in part (files)
statistics-paid-files-about = With at least one payment.
statistics-paid-amount = Amount paid
statistics-paid-amount-about = Sum of these payments.
statistics-delay-granted = Median delay, request → grant
statistics-delay-granted-about = Days between filing and decision.
statistics-delay-contracted = Median delay, grant → agreement
statistics-delay-contracted-about = Days between decision and signature.
statistics-delay-paid = Median delay, agreement → last payment
statistics-delay-paid-about = Days between signature and last payment.
statistics-delay-refused = Median delay, request → refusal
statistics-delay-refused-about = Days between filing and refusal.
statistics-grants = Published grants
statistics-grants-about = Open data, page “Published grants”.
statistics-grants-amount = Amount of published grants
statistics-grants-amount-about = Sum of contracted, else granted, amounts.
footer-statistics = Statistics
steering-door-blockings = What territories ask of the region and the State, with the date of an answer.
steering-door-calls = Waves, applications and committees.
steering-invented = { $n ->
    [one] One line of these sums comes from a sheet invented for trying: these are not real figures.
   *[other] { $n } lines of these sums come from sheets invented for trying: these are not real figures.
  }
steering-typed = Your role does not open the applications of this perimeter: only the lines typed in the sheets are counted here.
steering-nowhere = No territory
steering-opened = Applications whose holder named no territory are not counted here: they are open to the operator and the State alone.
steering-alone = { $n ->
    [one] One application of these sums counts in no sheet.
   *[other] { $n } applications of these sums count in no sheet.
  }
steering-twice = { $n ->
    [one] For one of them, a sheet of the same territory has a line typed for the same call: if it is the same request, it counts twice until the project lead chooses the application for the sheet.
   *[other] For { $n } of them, a sheet of the same territory has a line typed for the same call: if it is the same request, it counts twice until the project lead chooses the application for the sheet.
  }
