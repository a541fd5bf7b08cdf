"""A report in the corpus' form, with every kind of mark."""

REPORT = """harbour-wire-0001
outlet: Harbour Wire
published: 2031-03-05
title: [Norway]{p1} [urges]{e1} [Finland]{p2} to rein in gunmen

OSLO - [Norway]{p1} on [Tuesday]{t1} [called on]{e1} [Helsinki]{p2} to stop [Finnish gunners]{p3}
from [shelling]{e2} [Hallasund]{l1}, where [at least nine [fishermen]{p4}]{n1} died, said
[Foreign Minister Kari Lunde]{p5}.

The [Lervik [accord]{g1}]{g1,e3} was [signed]{e3} in [2029]{t2}. [It]{p1} may [send]{e4} troops.
---
p1 | Government of Norway | NOR | GOV
p2 | Government of Finland | FIN | GOV
p3 | Finnish Armed Forces | FIN | MIL
p4 | fishermen | NOR | CVL
p5 | Kari Lunde | NOR | GOV
l1 | Hallasund | NOR
t1 | 2031-03-04
t2 | 2029
n1 | killed | 9 | at_least | fishermen
g1 | Lervik accord (2029) | NOR, FIN | 2029 | | in_force | stop shelling
e1 | REQUEST yield | p1 > p2 | t1
e2 | ASSAULT heavy-weapons | p3 > p4 | l1 n1 p5:alleges
e3 | AGREE | p1, p2 > | t2 g1
e4 | MOBILIZE troops | p1 > | hypothetical hedged
"""

OTHER = """harbour-wire-0002
outlet: Harbour Wire
published: 2031-03-06
title: [Finland]{p1} [denies]{e1} shelling

HELSINKI - [Finland]{p1} on [Wednesday]{t1} [denied]{e1} the charge of [Norway]{p2} and [called on]{e2}
[it]{p2} to [talk]{e2}.
---
p1 | Government of Finland | FIN | GOV
p2 | Government of Norway | NOR | GOV
t1 | 2031-03-05
e1 | REJECT | p1 > p2 | t1
e2 | REQUEST meet | p1 > p2 | t1
"""
