# Words of the interface. One key a line; the same keys as fr.ftl (a test checks it).
skip = Skip to content
nav-main = Main
nav-territories = Territories
nav-sites = Sites
nav-projects = Projects
nav-measures = Measures
nav-calls = Calls
nav-steering = Steering
nav-news = News
search = Search
other-language = Français
theme = Light or dark
footer-about = Sources and limits of the data
footer-accessibility = Accessibility: what was tested
footer-data = Open data and API
footer-operator = Operator
footer-licence = Free software, EUPL-1.2 licence
error-home = Back to the home page
error-404 = Page not found
error-404-what = There is nothing at this address, or nothing any more.
error-404-try = Check the address: a project’s is long and stands on one line. Nothing was lost.
error-403 = Action refused
error-403-what = This address does not allow this action.
error-403-try = A shared address allows reading; only the holder’s allows writing.
error-405 = Method not allowed
error-405-what = This address exists, but not for this method.
error-405-try = Go back to the page and use its buttons; a program finds the allowed methods in the description of the API.
error-406 = No suitable format
error-406-what = Nothing at this address is in a format that your program says it reads.
error-406-try = Ask for one of the formats named, by the parameter f or the Accept header.
error-400 = Incomplete request
error-400-what = The request was not understood.
error-400-try = Mend what is pointed out and try again: nothing was saved.
error-500 = An error on our side
error-500-what = The server could not answer. The incident is noted.
error-500-try = What was saved still is. Try again in a moment.
answer-met = possible
answer-unmet = no
answer-unknown = to be settled
status-declared = declared
status-verified = verified
status-assumed = assumed
status-computed = computed
sites-count = { $n ->
    [one] { $n } site
   *[other] { $n } sites
  }
