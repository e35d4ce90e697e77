# Prefilled forms of the State's platform.
prefill-title = Prefill form { $n }
prefill-lead = What is known here answers a part of the State’s form; the rest is to be typed.
prefill-not-filed = Nothing is filed in your place: the platform gives back an address, which the holder opens, completes and files.
prefill-offers = Forms of the State
prefill-do = Prefill: { $name }
prefill-remaining = Left to type
prefill-nothing-left = Every question has an answer; read them again before filing.
prefill-required = compulsory
prefill-filled = Filled
prefill-nothing-filled = Nothing known here answers the form.
prefill-request = The request
prefill-request-text = The body below, sent to this address, opens a prefilled file and gives back its address.
prefill-body = Body of the request (JSON)
prefill-take = Download the file (JSON)
prefill-read-on = Questions of the form read on { $day }: it may have changed since.
prefill-none = This form is not offered here.
prefill-own = Only its holder prepares a form from an application.
